namespace PaymentGateway.ServiceDefaults.Redaction;

/// <summary>Stands in a log for an exception whose text held a long number.</summary>
internal sealed class RedactedException : Exception
{
    private readonly string _text;

    private RedactedException(string message, string text)
        : base(message) => _text = text;

    public static Exception? Of(Exception? exception)
    {
        if (exception?.ToString() is not { } text)
        {
            return null;
        }

        var clean = LongNumbers.Redact(text);
        return ReferenceEquals(clean, text) ? exception : new RedactedException(LongNumbers.Redact(exception.Message), clean);
    }

    public override string ToString() => _text;
}
