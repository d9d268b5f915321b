using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Core.Webhooks;

/// <summary>
/// How deliveries to one merchant's address are going. The address and the secret are the merchant's own; with another
/// address all of this starts anew, by whatever way it was changed: the database sees to that too.
/// </summary>
public sealed class WebhookEndpoint(MerchantId merchantId)
{
    private const int MinLimit = 32;
    private const int MaxLimit = 256;

    /// <summary>Fewer attempts do not show that an endpoint is slow.</summary>
    private const int MinAttempts = 20;

    /// <summary>Of a hundred attempts, how many may be slow: the 95th percentile counts.</summary>
    private const int SlowPercent = 5;

    /// <summary>An attempt that takes longer is slow.</summary>
    public static readonly TimeSpan SlowAfter = TimeSpan.FromMilliseconds(500);

    public MerchantId MerchantId { get; private set; } = merchantId;

    /// <summary>Deliveries that may be under way at once, over all workers.</summary>
    public int MaxInFlight { get; private set; } = MinLimit;

    public int ConsecutiveFailures { get; private set; }

    public DateTimeOffset? FirstFailureAt { get; private set; }

    /// <summary>Of the last attempt that failed; null when no response came.</summary>
    public int? LastResponseCode { get; private set; }

    /// <summary>
    /// Until then the circuit is open and nothing is sent by itself. Past that it is half open, one probe at a time, and
    /// closed again (null) once something has been delivered.
    /// </summary>
    public DateTimeOffset? OpenUntil { get; private set; }

    /// <summary>How often the circuit has opened in a row; each time it stays open twice as long.</summary>
    public int Openings { get; private set; }

    /// <summary>The address that is gone for good, by its own word (410) or after days of silence.</summary>
    public string? DisabledUrl { get; private set; }

    /// <summary>Nothing to mend: the state of nearly every endpoint, in which a success writes nothing here.</summary>
    public bool IsSound => ConsecutiveFailures == 0 && OpenUntil is null && DisabledUrl is null;

    /// <summary>A stored endpoint, as far as a delivery needs it.</summary>
    /// <param name="consecutiveFailures">0: none since the last success.</param>
    internal static WebhookEndpoint Restore(
        MerchantId merchant, int maxInFlight, int consecutiveFailures, DateTimeOffset? openUntil, string? disabledUrl) =>
        new(merchant)
        {
            MaxInFlight = maxInFlight,
            ConsecutiveFailures = consecutiveFailures,
            OpenUntil = openUntil,
            DisabledUrl = disabledUrl,
        };

    public bool IsOpen(DateTimeOffset now) => OpenUntil > now;

    public bool IsDisabled(string url) => DisabledUrl == url;

    /// <summary>
    /// The limit that its last attempts allow: twice as many while it is fast under the present one, half as many when it
    /// is slow.
    /// </summary>
    /// <param name="attempts">Of the last minutes.</param>
    /// <param name="slow">How many of them took longer than <see cref="SlowAfter"/> or failed.</param>
    public int NextMaxInFlight(int attempts, int slow)
    {
        var isSlow = slow * 100 > attempts * SlowPercent;
        return isSlow && attempts >= MinAttempts ? Math.Max(MaxInFlight / 2, Math.Min(MaxInFlight, MinLimit))
            : !isSlow && attempts >= MaxInFlight ? Math.Min(MaxInFlight * 2, Math.Max(MaxInFlight, MaxLimit))
            : MaxInFlight;
    }

    /// <param name="from">What it was when the change was decided; if it has changed since then, it stays.</param>
    public void ChangeMaxInFlight(int from, int to) => MaxInFlight = MaxInFlight == from ? to : MaxInFlight;

    /// <summary>While it is open only what a person asked for counts: the rest had left before it opened.</summary>
    public void Succeed(bool isAskedFor, DateTimeOffset now)
    {
        if (isAskedFor || !IsOpen(now))
        {
            StartAnew();
        }
    }

    /// <param name="mostFail">Of the last attempts, as <see cref="WebhookCircuit"/> counts.</param>
    /// <param name="responseCode">Null: no response came.</param>
    public void Fail(string url, WebhookCircuit circuit, bool mostFail, int? responseCode, DateTimeOffset now)
    {
        CountFailure(responseCode, now);
        if (now - FirstFailureAt >= circuit.Patience)
        {
            Disable(url);
        }

        if (!circuit.Opens)
        {
            OpenUntil = null;
        }
        else if (!IsOpen(now) && (OpenUntil is not null || mostFail || ConsecutiveFailures >= WebhookCircuit.FailuresInARow))
        {
            OpenUntil = now + WebhookCircuit.PauseAfter(Openings++);
        }
    }

    /// <summary>The receiver said that the address is gone for good.</summary>
    public void FailForGood(string url, int? responseCode, DateTimeOffset now)
    {
        CountFailure(responseCode, now);
        Disable(url);
    }

    public void StartAnew()
    {
        ConsecutiveFailures = 0;
        FirstFailureAt = null;
        LastResponseCode = null;
        OpenUntil = null;
        Openings = 0;
        DisabledUrl = null;
    }

    private void Disable(string url) => DisabledUrl = url;

    private void CountFailure(int? responseCode, DateTimeOffset now)
    {
        ConsecutiveFailures++;
        FirstFailureAt ??= now;
        LastResponseCode = responseCode;
    }
}
