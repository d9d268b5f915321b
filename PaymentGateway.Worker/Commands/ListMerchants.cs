using Microsoft.EntityFrameworkCore;

namespace PaymentGateway.Worker.Commands;

internal static class ListMerchants
{
    private static readonly string[] Header = ["ID", "EMAIL", "NAME", "STATUS", "CREATED (UTC)"];

    public static async Task<int> RunAsync(CommandContext context)
    {
        var merchants = await context.Db.Merchants.OrderBy(m => m.CreatedAt).ThenBy(m => m.Id)
            .Select(m => new { m.Id, m.Email, m.Name, m.IsActive, m.CreatedAt }).ToListAsync(context.CancellationToken);
        return await context.DoneAsync(merchants.Count == 0
            ? "There are no merchants. merchants add creates one."
            : TextTable.Of(Header, merchants.Select(m => (string[])
            [
                m.Id.ToString(), PlainText.Of(m.Email), PlainText.Of(m.Name), m.IsActive ? "active" : "disabled",
                PlainText.Of(m.CreatedAt),
            ])));
    }
}
