import { shipping } from './shipping';

/** An activity type of the demo, its usual task list, and the worker that polls it. */
export interface DemoActivity {
  readonly name: string;
  readonly version: string;
  readonly taskList: string;
  readonly worker: string;
  readonly description: string;
}

export interface DemoDomain {
  readonly name: string;
  readonly description: string;
  /** Where its decider polls. */
  readonly decisionList: string;
  readonly workflows: readonly { readonly name: string; readonly version: string; readonly description: string }[];
  readonly activities: readonly DemoActivity[];
  /** What the decider schedules once a task was canceled. */
  readonly cleanUp?: string;
}

/** How far an execution has come. */
type Stage =
  | 'noDecider'
  | 'scheduled'
  | 'started'
  | 'cancelRequested'
  | 'completed'
  | 'failed'
  | 'canceled'
  | 'terminated'
  | 'timedOut';

/** One execution of the demo. */
export interface DemoExecution {
  readonly domain: DemoDomain;
  readonly workflow: string;
  readonly workflowId: string;
  readonly activity: string;
  readonly activityId: string;
  readonly stage: Stage;
  readonly minutesAgo: number;
  readonly input: object;
  readonly tags?: readonly string[];
  /** What the worker last said of its progress. */
  readonly progress?: string;
  /** How long the started task still has; two days and more when left out. */
  readonly minutesLeft?: number;
  /** Whether the demo hands out the task's token. */
  readonly held?: boolean;
}

const orders: DemoDomain = {
  name: 'orders',
  description: 'Order fulfilment, returns and refunds',
  decisionList: 'fulfilment-decider',
  workflows: [
    { name: 'FulfilOrder', version: '3.2', description: 'From the paid basket to the parcel at the door' },
    { name: 'RefundOrder', version: '1.4', description: 'Money back, stock back' },
  ],
  activities: [
    activity('ChargeCard', '2.0', 'payments', 'payments-1@ip-10-0-3-12', 'Takes the money from the card'),
    activity('PackParcel', '1.3', 'warehouse-leipzig', 'scanner-07@wh-leipzig', 'Picks and packs at the warehouse'),
    activity('BookCourier', '1.1', 'couriers', 'courier-bridge-2@ip-10-0-3-40', 'Books the pick-up with the courier'),
    activity('ReviewFraud', '1.0', 'fraud-desk', 'fraud-desk@ip-10-0-9-5', 'A person looks at the order'),
    activity('ReleaseStock', '1.0', 'warehouse-returns', 'returns@wh-leipzig', 'Puts reserved items back on the shelf'),
  ],
  cleanUp: 'ReleaseStock',
};

const media: DemoDomain = {
  name: 'media',
  description: 'Product pictures and films',
  decisionList: 'media-decider',
  workflows: [
    { name: 'PublishGallery', version: '2.1', description: 'Resizes and publishes the pictures of a product' },
    { name: 'PublishFilm', version: '1.0', description: 'Transcodes and publishes a product film' },
  ],
  activities: [
    activity('ResizeImage', '1.2', 'image-workers', 'image-worker-3@ip-10-0-7-21', 'Makes the sizes the shop needs'),
    activity('TranscodeVideo', '1.0', 'gpu-workers', 'gpu-worker-1@ip-10-0-7-90', 'Makes the formats the shop needs'),
    activity('ScanUpload', '1.0', 'scanners', 'scanner-1@ip-10-0-7-4', 'Looks for viruses in an upload'),
    activity('DeletePartialFiles', '1.0', 'media-janitor', 'janitor@ip-10-0-7-4', 'Removes what a canceled task left'),
  ],
  cleanUp: 'DeletePartialFiles',
};

const notifications: DemoDomain = {
  name: 'notifications',
  description: 'Mails and messages to customers',
  decisionList: 'notification-decider',
  workflows: [{ name: 'SendReminder', version: '1.0', description: 'Reminds a customer of a full basket' }],
  activities: [activity('SendMail', '2.3', 'mailers', 'mailer-5@ip-10-0-5-17', 'Hands one mail to the mail service')],
};

export const demoDomains: readonly DemoDomain[] = [
  orders,
  media,
  notifications,
  { name: 'sandbox', description: 'For trying things out', decisionList: 'sandbox', workflows: [], activities: [] },
  shipping,
];

export const deprecatedDomain = { name: 'orders-2019', description: 'The old shop; replaced by orders' };

/** The story, oldest execution first. */
export function demoExecutions(): readonly DemoExecution[] {
  return [...ordersStory(), ...mediaStory(), ...notificationsStory()].sort((a, b) => b.minutesAgo - a.minutesAgo);
}

function ordersStory(): DemoExecution[] {
  return [
    ...series(12, 'FulfilOrder', 'ChargeCard', 'completed', 505, 17),
    ...series(4, 'FulfilOrder', 'BookCourier', 'failed', 461, 83),
    ...series(3, 'RefundOrder', 'ReleaseStock', 'canceled', 398, 61),
    ...series(2, 'FulfilOrder', 'ReviewFraud', 'terminated', 377, 140),
    ...series(2, 'FulfilOrder', 'ReviewFraud', 'timedOut', 352, 51),
    ...series(11, 'FulfilOrder', 'PackParcel', 'started', 333, 23),
    ...series(7, 'FulfilOrder', 'ReviewFraud', 'scheduled', 289, 31),
    ...series(5, 'FulfilOrder', 'BookCourier', 'started', 74, 11),
    ...series(3, 'RefundOrder', 'ChargeCard', 'cancelRequested', 156, 44),
    ...series(4, 'RefundOrder', 'ChargeCard', 'noDecider', 49, 9),
    { ...order(91, 'FulfilOrder', 'BookCourier', 'started', 118), minutesLeft: 34 },
    { ...order(92, 'FulfilOrder', 'PackParcel', 'started', 204), minutesLeft: 1_560 },
    { ...order(93, 'FulfilOrder', 'PackParcel', 'started', 201), minutesLeft: 1_815 },
  ];
}

/** So many orders, the first so many minutes ago, the next `apart` minutes later. */
function series(
  count: number,
  workflow: string,
  activity: string,
  stage: Stage,
  minutesAgo: number,
  apart: number,
): DemoExecution[] {
  return Array.from({ length: count }, (_, index) => {
    const ago = Math.max(2, minutesAgo - index * apart);
    return order(minutesAgo + index * 7, workflow, activity, stage, ago);
  });
}

function order(
  number: number,
  workflow: string,
  activity: string,
  stage: Stage,
  minutesAgo: number,
): DemoExecution {
  const orderId = 480_000 + number * 13;
  return {
    domain: orders,
    workflow,
    workflowId: `${workflow === 'RefundOrder' ? 'refund' : 'order'}-${orderId}`,
    activity,
    activityId: `${dashed(activity)}-${orderId}`,
    stage,
    minutesAgo,
    input: { orderId, warehouse: 'leipzig', items: (number % 4) + 1 },
    tags: [number % 3 === 0 ? 'express' : 'standard'],
  };
}

function mediaStory(): DemoExecution[] {
  return [
    picture('autumn-jackets', '0388', 'completed', 470),
    picture('rain-boots', '0391', 'completed', 448),
    picture('wool-scarves', '0402', 'failed', 401),
    picture('umbrellas', '0409', 'canceled', 356),
    { ...picture('summer-sandals', '0417', 'cancelRequested', 187), progress: '31 of 48 images', held: true },
    { ...film('tent-setup', 'started', 142), progress: '1080p: 64 %', held: true },
    { ...film('bike-lights', 'started', 26), progress: '720p: 12 %', held: true },
    picture('linen-shirts', '0421', 'started', 95),
    picture('beach-towels', '0424', 'scheduled', 41),
    film('garden-chairs', 'scheduled', 33),
    film('coffee-grinder', 'noDecider', 12),
  ];
}

function picture(product: string, number: string, stage: Stage, minutesAgo: number): DemoExecution {
  return {
    domain: media,
    workflow: 'PublishGallery',
    workflowId: `gallery-${product}`,
    activity: 'ResizeImage',
    activityId: `resize-image-${number}`,
    stage,
    minutesAgo,
    input: { bucket: 'shop-uploads', prefix: `galleries/${product}/`, widths: [320, 640, 1280] },
    tags: ['gallery'],
  };
}

function film(product: string, stage: Stage, minutesAgo: number): DemoExecution {
  return {
    domain: media,
    workflow: 'PublishFilm',
    workflowId: `film-${product}`,
    activity: 'TranscodeVideo',
    activityId: `transcode-${product}`,
    stage,
    minutesAgo,
    input: { source: `s3://shop-uploads/films/${product}.mov`, formats: ['1080p', '720p'] },
    tags: ['film'],
  };
}

function notificationsStory(): DemoExecution[] {
  return Array.from({ length: 140 }, (_, index) => ({
    domain: notifications,
    workflow: 'SendReminder',
    workflowId: `reminder-${70_211 + index * 3}`,
    activity: 'SendMail',
    activityId: 'send-mail',
    stage: index % 12 === 0 ? 'started' : 'scheduled',
    minutesAgo: 320 - index * 2,
    input: { customer: 9_100 + index * 11, template: 'basket-reminder' },
  }));
}

function activity(
  name: string,
  version: string,
  taskList: string,
  worker: string,
  description: string,
): DemoActivity {
  return { name, version, taskList, worker, description };
}

/** `ChargeCard` as `charge-card`. */
function dashed(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}
