using Microsoft.AspNetCore.Http;
using PaymentGateway.Api.Payments;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Tests.Batching;

/// <summary>A step whose first item, the holder, keeps the writer until it is released, so that others wait together.</summary>
internal sealed class HeldStep(IBatchStep<PaymentCreation, IResult> step) : IBatchStep<PaymentCreation, IResult>
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _alone;

    public string Name => step.Name;

    public PaymentCreation Holder { get; } = new(
        new CreatePaymentRequest(), new CardMethod("visa", "1111", null), _ => false, _ => "", Key: null);

    public Task IsHeld => _held.Task;

    /// <summary>Items that were run alone, waiting for locks.</summary>
    public int Alone => _alone;

    public void Release() => _released.SetResult();

    public async Task<IReadOnlyList<IResult?>> RunAsync(IReadOnlyList<PaymentCreation> items, bool waitsForLocks)
    {
        if (items.Contains(Holder))
        {
            _held.SetResult();
            await _released.Task;
        }

        _ = waitsForLocks ? Interlocked.Increment(ref _alone) : 0;
        return await step.RunAsync(items, waitsForLocks);
    }

    public bool CanSucceedAlone(Exception exception) => step.CanSucceedAlone(exception);
}
