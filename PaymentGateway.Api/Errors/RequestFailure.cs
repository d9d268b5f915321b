namespace PaymentGateway.Api.Errors;

/// <summary>Why a request failed, for its line in the log: its response says less.</summary>
/// <param name="Exception">Logged with its stack trace; null: the log has one of this outage already.</param>
internal sealed record RequestFailure(string Reason, Exception? Exception = null)
{
    public static RequestFailure? Of(HttpContext http) => http.Features.Get<RequestFailure>();

    public void AddTo(HttpContext http) => http.Features.Set(this);
}
