using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Payments;

/// <summary>Looks up a batch of payments, of whichever merchants.</summary>
internal sealed class PaymentLookups(BatchConnections connections) : IBatchStep<PaymentId, PaymentLookup>
{
    public string Name => "look up payments";

    public async Task<IReadOnlyList<PaymentLookup?>> RunAsync(IReadOnlyList<PaymentId> items, bool waitsForLocks)
    {
        PaymentId[] ids = [.. items.Distinct()];
        var found = (await connections.RunAsync(connection => PaymentSql.FindAsync(connection, ids)))
            .ToDictionary(payment => payment.Id);
        return [.. items.Select(id => new PaymentLookup(found.GetValueOrDefault(id)))];
    }

    public bool CanSucceedAlone(Exception exception) => !exception.IsOutage();
}

/// <param name="Payment">Null: there is none with this id.</param>
internal sealed record PaymentLookup(Payment? Payment);
