namespace PaymentGateway.Api.Lists;

/// <summary>A slice of a list, newest first.</summary>
/// <param name="Total">How many there are in all.</param>
/// <param name="Offset">As it was asked for; 0 with <c>starting_after</c>.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Data, int Total, int Limit, int Offset, bool HasMore);
