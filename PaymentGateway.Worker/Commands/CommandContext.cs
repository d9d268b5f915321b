using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Worker.Commands;

/// <summary>What a command works with. Results go to <c>Output</c>, errors and hints to <c>Errors</c>.</summary>
internal sealed record CommandContext(
    IServiceProvider Services, TextWriter Output, TextWriter Errors, CancellationToken CancellationToken)
{
    public GatewayDb Db => Services.GetRequiredService<GatewayDb>();

    public DateTimeOffset Now => Services.GetRequiredService<TimeProvider>().GetUtcNow();

    public async Task<int> DoneAsync(string result)
    {
        await Output.WriteLineAsync(result);
        return ExitCodes.Done;
    }

    public Task<int> RefuseAsync(string error) => FailAsync(error, ExitCodes.Refused);

    /// <summary>For an argument that cannot be right, whatever the database holds.</summary>
    public Task<int> RefuseUsageAsync(string error) => FailAsync(error, ExitCodes.WrongUsage);

    /// <summary>Runs an operation on a merchant, which an operator names by its id or email.</summary>
    public async Task<int> WithMerchantAsync(string idOrEmail, Func<Merchant, Task<int>> operation)
    {
        var email = idOrEmail.Trim().ToLowerInvariant();
        var merchant = Guid.TryParse(email, out var guid) && new MerchantId(guid) is var id
            ? await Db.Merchants.SingleOrDefaultAsync(m => m.Id == id, CancellationToken)
            : await Db.Merchants.SingleOrDefaultAsync(m => m.Email == email, CancellationToken);
        return merchant is null
            ? await RefuseAsync($"No merchant has the id or email {PlainText.Of(idOrEmail)}.")
            : await operation(merchant);
    }

    private async Task<int> FailAsync(string error, int exitCode)
    {
        await Errors.WriteLineAsync(error);
        return exitCode;
    }
}
