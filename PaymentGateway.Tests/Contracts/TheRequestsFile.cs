using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Contracts;

/// <summary><c>PaymentGateway.Api.http</c>, with which people try the API from their editors.</summary>
public sealed class TheRequestsFile(Servers servers)
{
    [Fact]
    public async Task It_runs_from_top_to_bottom_and_every_operation_succeeds_as_documented()
    {
        var person = await ContractMerchant.CreateAsync(await servers.SharedGatewayAsync());
        var contract = await ApiContract.ReadAsync(person.Gateway);
        await using var receiver = await Receiver.StartAsync();
        var check = new ContractCheck(contract);
        using var http = ContractCheck.ClientOf(person.Gateway, check);

        await new HttpFileRun(HttpFile.Read(), http, new Dictionary<string, string>
        {
            ["host"] = person.Gateway.ApiAddresses[0].GetLeftPart(UriPartial.Authority),
            ["receiver"] = receiver.Url,
            ["apiKey"] = person.Merchant.Credentials.Key,
            ["apiSecret"] = person.Merchant.Credentials.Secret,
            ["email"] = person.Email,
            ["password"] = ContractMerchant.Password,
        }).SendAllAsync();

        // A key may not make keys: the file leaves the published ones in force.
        var succeeded = check.Seen.Keys.Where(seen => seen.Status < 300).Select(seen => seen.Operation).Append("rotateKeys");
        Assert.Equal(
            contract.Operations.Select(operation => operation.Id).Order(StringComparer.Ordinal),
            succeeded.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_tries_every_route()
    {
        var contract = await ApiContract.ReadAsync(await servers.SharedGatewayAsync());
        var file = HttpFile.Read();

        var untried = contract.Operations.Where(operation => !file.Requests.Any(request =>
            request.Method == operation.Method && contract.Find(request.Method, PathOf(request)) == operation));

        Assert.Empty(untried);
    }

    private static string PathOf(HttpFileRequest request) =>
        request.Url.Replace("{{host}}", "", StringComparison.Ordinal).Split('?')[0];
}
