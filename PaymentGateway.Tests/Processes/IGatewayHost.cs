namespace PaymentGateway.Tests.Processes;

/// <summary>A running API or worker.</summary>
internal interface IGatewayHost : IAsyncDisposable
{
    /// <summary>The last lines of its log.</summary>
    string Tail { get; }
}
