namespace PaymentGateway.Tests.Abuse;

/// <summary>A route that changes something, and a request it carries out.</summary>
/// <param name="Path">With <c>@order</c> and its like for what the stage has.</param>
/// <param name="Good">A body it takes; null: it needs none.</param>
internal sealed record Route(string Method, string Path, string? Good, By By = By.Key)
{
    private const string Pay = """{"order_id":"@order","method":"upi","vpa":"user@paytm"}""";

    public static readonly Route CreateOrder = new("POST", "/api/v1/orders", """{"amount":1000}""");
    public static readonly Route CreatePayment = new("POST", "/api/v1/payments", Pay);
    public static readonly Route PayPublicly = new("POST", "/api/v1/payments/public", Pay.Replace("@order", "@other", StringComparison.Ordinal), By.Nobody);
    public static readonly Route Capture = new("POST", "/api/v1/payments/@paid/capture", null);
    public static readonly Route Refund = new("POST", "/api/v1/payments/@paid/refunds", null);
    public static readonly Route Retry = new("POST", "/api/v1/webhooks/@webhook/retry", null);
    public static readonly Route PutWebhook = new("PUT", "/api/v1/merchant/webhook", """{"webhook_url":"https://shop.example/put"}""");
    public static readonly Route PatchWebhook = new("PATCH", "/api/v1/merchant/webhook", """{"webhook_url":"https://shop.example/patch"}""");
    public static readonly Route ConfigureCheckout = new("PATCH", "/api/v1/merchant/checkout", """{"allowed_origins":["https://shop.example"]}""");
    public static readonly Route TestWebhook = new("POST", "/api/v1/merchant/webhook/test", null);
    public static readonly Route Regenerate = new("POST", "/api/v1/merchant/webhook/regenerate", null);
    public static readonly Route LogIn = new("POST", "/api/v1/auth/login", """{"email":"@email","password":"@password"}""", By.Nobody);
    public static readonly Route Refresh = new("POST", "/api/v1/auth/refresh", """{"refresh_token":"@refresh"}""", By.Nobody);
    public static readonly Route RotateKeys = new("POST", "/api/v1/merchant/keys/rotate", null, By.Person);
    public static readonly Route Rename = new("PATCH", "/api/v1/merchant", """{"name":"A renamed merchant"}""", By.Person);
    public static readonly Route ChangePassword =
        new("POST", "/api/v1/auth/password", """{"current_password":"@password","new_password":"another password"}""", By.Person);
    public static readonly Route LogOut = new("POST", "/api/v1/auth/logout", null, By.Person);

    /// <summary>In an order in which all can be carried out.</summary>
    public static readonly IReadOnlyList<Route> All =
    [
        CreateOrder, CreatePayment, PayPublicly, Capture, Refund, Retry, PutWebhook, PatchWebhook, ConfigureCheckout, TestWebhook,
        Regenerate, LogIn, Refresh, RotateKeys, Rename, ChangePassword, LogOut,
    ];

    /// <summary>Those that honour Idempotency-Key.</summary>
    public static readonly IReadOnlyList<Route> Keyed =
        [CreateOrder, CreatePayment, PayPublicly, Capture, Refund, Retry, PutWebhook, PatchWebhook, ConfigureCheckout, TestWebhook, Rename];

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>Who asks: a merchant's server, a person with a session, or anybody.</summary>
internal enum By
{
    Key,
    Person,
    Nobody,
}
