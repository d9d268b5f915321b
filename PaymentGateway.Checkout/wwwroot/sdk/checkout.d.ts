/** Types of https://<your gateway>/checkout.js, which defines `PaymentGateway` and, unless the page has its own, `checkout`. */

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
    /** Order made by your server, `order_…`. */
    orderId: string;
    /** A hint for the UI, not proof: fulfil orders on the signed webhook. */
    onSuccess?: (payment: PaymentGatewaySuccess) => void;
    /** Called once for each attempt that failed or was refused; the shopper may try again in the same modal. */
    onFailure?: (error: PaymentGatewayFailure) => void;
    /** Always last, and once for each `open()`. */
    onClose?: (close: { reason: PaymentGatewayCloseReason }) => void;
    prefill?: { method?: "upi" | "card"; name?: string; vpa?: string };
    theme?: {
      /** Accent, `#rgb` or `#rrggbb`; texts on it keep their contrast whatever it is. */
      color?: string;
      mode?: "light" | "dark";
    };
    /** `en` or `hi`; otherwise the shopper's browser decides. */
    locale?: string;
    modal?: {
      /** ESC closes. Default true. */
      escape?: boolean;
      /** A click beside the modal closes. Default false. */
      backdropClose?: boolean;
      /** Ask before closing while a payment is on its way. Default true. */
      confirmClose?: boolean;
    };
  }

  interface PaymentGateway {
    /** Opens the modal; does nothing but warn while one is open in this page. */
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

  /** Uses `data-key` and `data-order-id` of the script tag; what is passed here wins. */
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
