/** Types of https://<your gateway>/checkout.js, which defines `PaymentGateway` and, if the page has none, `checkout`. */

declare global {
  type PaymentGatewayEvent = "success" | "failure" | "close";
  type PaymentGatewayCloseReason = "success" | "button" | "escape" | "backdrop" | "api";

  interface PaymentGatewaySuccess {
    paymentId: string;
    orderId: string;
    status: "success";
  }

  interface PaymentGatewayFailure {
    /** For programs: `PAYMENT_FAILED`, or `NOT_FOUND_ERROR` for an unknown order. */
    code: string;
    /** For people, in the page's language. */
    description: string;
    source?: "customer" | "merchant" | "bank" | "gateway";
    step?: string;
    /** Why: `insufficient_funds`, `card_declined`, … */
    reason?: string;
    metadata: { paymentId?: string; orderId: string };
  }

  interface PaymentGatewayOptions {
    /** Publishable key, `key_…`. */
    key: string;
    /** Order created by your server, `order_…`. */
    orderId: string;
    /** A hint for the UI, not proof: fulfil orders on the signed webhook. */
    onSuccess?: (payment: PaymentGatewaySuccess) => void;
    /** Called once for each failed attempt. The shopper can try again in the same modal. */
    onFailure?: (error: PaymentGatewayFailure) => void;
    /** Called last, once for each `open()`. */
    onClose?: (close: { reason: PaymentGatewayCloseReason }) => void;
    prefill?: { method?: "upi" | "card"; name?: string; vpa?: string };
    theme?: {
      /** Accent color, `#rgb` or `#rrggbb`. Text on it stays readable on any color. */
      color?: string;
      mode?: "light" | "dark";
    };
    /** `en` or `hi`. Default: the language of the shopper's browser. */
    locale?: string;
    modal?: {
      /** The Escape key closes the modal. Default true. */
      escape?: boolean;
      /** A click outside the modal closes it. Default false. */
      backdropClose?: boolean;
      /** Ask before closing while a payment is in progress. Default true. */
      confirmClose?: boolean;
    };
  }

  interface PaymentGateway {
    /** Opens the modal. If one is already open on this page, only logs a warning. */
    open(): this;
    close(): void;
    on(event: "success", listener: (payment: PaymentGatewaySuccess) => void): this;
    on(event: "failure", listener: (error: PaymentGatewayFailure) => void): this;
    on(event: "close", listener: (close: { reason: PaymentGatewayCloseReason }) => void): this;
    off(event: PaymentGatewayEvent, listener: Function): this;
  }

  interface PaymentGatewayConstructor {
    readonly version: string;
    /** @throws TypeError when `key` or `orderId` is missing */
    new (options: PaymentGatewayOptions): PaymentGateway;
  }

  var PaymentGateway: PaymentGatewayConstructor;

  /** Uses `data-key` and `data-order-id` of the script tag; options passed here override them. */
  var checkout: {
    open(options?: Partial<PaymentGatewayOptions>): PaymentGateway;
    close(): void;
  };

  interface Window {
    PaymentGateway: PaymentGatewayConstructor;
    checkout: typeof checkout;
  }
}

// For `import type`, which globals alone do not serve.
type Event = PaymentGatewayEvent;
type CloseReason = PaymentGatewayCloseReason;
type Success = PaymentGatewaySuccess;
type Failure = PaymentGatewayFailure;
type Options = PaymentGatewayOptions;
type Gateway = PaymentGateway;
export type {
  Event as PaymentGatewayEvent,
  CloseReason as PaymentGatewayCloseReason,
  Success as PaymentGatewaySuccess,
  Failure as PaymentGatewayFailure,
  Options as PaymentGatewayOptions,
  Gateway as PaymentGateway,
};
