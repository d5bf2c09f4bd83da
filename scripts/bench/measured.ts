/** The process whose time and memory are measured: it runs one bench and holds nothing else. */
import { benchBackfill } from './backfill';
import { answerQuestions } from './childCalls';
import { benchOrders, type OrdersBench } from './orders';
import { benchProducts } from './products';

export type BenchQuestion = ({ bench: 'orders' } & OrdersBench) | { bench: 'products'; skus: number } | { bench: 'backfill'; orders: number };

answerQuestions<BenchQuestion>(async (question) => {
	switch (question.bench) {
		case 'orders':
			return await benchOrders(question);
		case 'products':
			return await benchProducts(question.skus);
		case 'backfill':
			return await benchBackfill(question.orders);
	}
});
