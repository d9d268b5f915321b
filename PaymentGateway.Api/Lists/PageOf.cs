namespace PaymentGateway.Api.Lists;

/// <summary>A slice of a list, newest first.</summary>
/// <param name="Total">How many there are in all, up to 10,000.</param>
/// <param name="TotalIsCapped">There are more than 10,000. Of a search, the list holds only 10,000.</param>
/// <param name="Offset">As it was asked for; 0 with <c>starting_after</c>.</param>
public sealed record PageOf<T>(
    IReadOnlyList<T> Data, int Total, bool TotalIsCapped, int Limit, int Offset, bool HasMore);
