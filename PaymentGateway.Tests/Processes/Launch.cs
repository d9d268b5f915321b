using System.Collections.Immutable;

namespace PaymentGateway.Tests.Processes;

/// <summary>What to start. <c>Environment</c> is added to our own; a null value removes a variable.</summary>
internal sealed record Launch(string Program, params ImmutableArray<string> Arguments)
{
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = ImmutableDictionary<string, string?>.Empty;
    public string? WorkingDirectory { get; init; }

    /// <summary>Called with each line of output.</summary>
    public Action<string>? Log { get; init; }
}
