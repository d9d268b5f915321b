using PaymentGateway.Dashboard.Components.Lists;
using PaymentGateway.Dashboard.Components.Shared;
using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Transactions;

namespace PaymentGateway.Dashboard.Components.Pages;

public partial class Transactions : ListPage<Payment, TransactionFilter>
{
    private RefundDialog _refund = null!;

    protected override string Address => "/dashboard/transactions";

    protected override bool Concerns(Change change) => change.Type is Change.Payment or Change.Refund;

    // An amount that cannot be read shows no payments; the page says why.
    protected override async Task<Answer<Page<Payment>>?> ListAsync(TransactionFilter filter, int offset) =>
        filter.IsReadable ? await Gateway.ListPaymentsAsync(filter.In(Browser), PageSize, offset, Left) : null;

    // One order may have several payments: its id shows a list of them.
    protected override string? AddressOf(Payment item) =>
        WholeId.IsOrder(Filter.Search) ? null : $"{Address}/{item.Id}";

    private async Task RefundAsync(Payment payment)
    {
        if (await _refund.OpenAsync(payment.Id, amount: null, Left))
        {
            await ReloadAsync();
        }
    }
}
