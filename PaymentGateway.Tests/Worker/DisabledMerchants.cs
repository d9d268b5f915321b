using PaymentGateway.Tests.Live;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Worker;

/// <summary><c>merchants disable</c> and <c>enable</c>: who is let in, and what is finished.</summary>
public sealed class DisabledMerchants(Servers servers)
{
    [Fact]
    public async Task Sessions_and_keys_of_a_disabled_merchant_are_refused()
    {
        var person = await Person.CreateAsync(servers);
        var session = (await person.LogInAsync()).Expect(200);
        (await person.Merchant.GetAsync("/api/v1/orders")).Expect(200); // remembered for up to 5 s

        var disabled = await RunAsync(person, "disable");

        Assert.StartsWith($"Merchant {person.Merchant.Id} ({person.Email}) is disabled.", disabled.Output, StringComparison.Ordinal);
        (await OrdersAsync(person, session)).ExpectError(401, "AUTHENTICATION_ERROR");
        (await person.RefreshAsync(session.Text("refresh_token"))).ExpectError(401, "AUTHENTICATION_ERROR");
        var logIn = (await Eventually.GetAsync(() => person.LogInAsync(), answer => (int)answer.Status != 503, "the gateway is not too busy"))
            .ExpectError(401, "AUTHENTICATION_ERROR");
        Assert.Equal("Incorrect email or password", logIn.Json.GetProperty("error").GetProperty("description").GetString());
        (await Eventually.GetAsync(() => person.Merchant.GetAsync("/api/v1/orders"), answer => (int)answer.Status is not (200 or 503),
            "the key is refused", TimeSpan.FromSeconds(6))).ExpectError(401, "AUTHENTICATION_ERROR");
        Assert.Contains("  disabled  ", Assert.Single(
            (await OperatorConsole.Of(person.Merchant.Gateway).RunAsync("merchants", "list")).Lines,
            line => line.Contains(person.Email, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enabled_merchant_is_let_in_again_and_its_old_sessions_are_not()
    {
        var person = await Person.CreateAsync(servers);
        var session = (await person.LogInAsync()).Expect(200);
        await RunAsync(person, "disable");

        var enabled = await RunAsync(person, "enable");

        Assert.Contains("is enabled.", Assert.Single(enabled.Lines), StringComparison.Ordinal);
        (await person.LogInAsync()).Expect(200);
        (await person.Merchant.GetAsync("/api/v1/orders")).Expect(200);
        (await OrdersAsync(person, session)).ExpectError(401, "AUTHENTICATION_ERROR");
        (await person.RefreshAsync(session.Text("refresh_token"))).ExpectError(401, "AUTHENTICATION_ERROR");
    }

    [Fact]
    public async Task Disabling_and_enabling_twice_says_so_and_is_done()
    {
        var person = await Person.CreateAsync(servers);

        Assert.Contains("is already enabled.", (await RunAsync(person, "enable")).Output, StringComparison.Ordinal);
        await RunAsync(person, "disable");
        Assert.Contains("is already disabled.", (await RunAsync(person, "disable")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_of_a_merchant_that_was_disabled_by_sql_end_with_the_command()
    {
        var person = await Person.CreateAsync(servers);
        var session = (await person.LogInAsync()).Expect(200);
        await person.Merchant.Gateway.ExecuteAsync($"UPDATE merchants SET is_active = false WHERE id = {person.Merchant.Id.Value}");

        await RunAsync(person, "disable");
        await RunAsync(person, "enable");

        (await OrdersAsync(person, session)).ExpectError(401, "AUTHENTICATION_ERROR");
    }

    [Fact]
    public async Task A_log_in_that_verified_the_password_before_the_merchant_was_disabled_begins_no_session()
    {
        var person = await Person.CreateAsync(servers);
        var (gateway, id) = (person.Merchant.Gateway, person.Merchant.Id.Value);
        await using var row = await HeldLock.TakeAsync(gateway, $"UPDATE merchants SET is_active = false WHERE id = '{id}'");

        var logIn = person.LogInAsync();
        await HeldLock.IsWaitedForAsync(gateway, "UPDATE merchants");
        await row.CommitAsync();

        (await logIn).ExpectError(401, "AUTHENTICATION_ERROR");
        Assert.Equal(0, await gateway.ScalarAsync<long>($"SELECT count(*) AS \"Value\" FROM sessions WHERE merchant_id = {id}"));
    }

    [Fact]
    public async Task The_checkout_of_a_disabled_merchant_takes_no_payment()
    {
        var person = await Person.CreateAsync(servers);
        var order = await person.Merchant.CreateOrderAsync();
        await RunAsync(person, "disable");

        (await SendPublicAsync(person, HttpMethod.Get, $"/api/v1/orders/{order}/public")).ExpectError(404, "NOT_FOUND_ERROR");
        foreach (var key in new[] { null, person.Merchant.Credentials.Key })
        {
            (await SendPublicAsync(person, HttpMethod.Post, "/api/v1/payments/public", new { order_id = order, key, method = "upi", vpa = "success@sim" }))
                .ExpectError(404, "NOT_FOUND_ERROR");
        }

        await RunAsync(person, "enable");
        (await SendPublicAsync(person, HttpMethod.Post, "/api/v1/payments/public", new { order_id = order, method = "upi", vpa = "success@sim" }))
            .Expect(201);
    }

    [Fact]
    public async Task The_stream_of_changes_of_a_disabled_merchant_ends()
    {
        var person = await Person.CreateAsync(servers);
        await using var changes = await EventReader.OpenAsync(person.Merchant.Http, "/api/v1/changes");
        await changes.NextAsync("heartbeat");

        await RunAsync(person, "disable");

        await ReadToEndAsync(changes).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
    }

    [Fact]
    public async Task What_was_under_way_when_a_merchant_was_disabled_is_finished()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0 });
        await using var receiver = await Receiver.StartAsync();
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);
        var (settled, pending) = (await merchant.PayAsync(), await merchant.PayAsync());
        await gateway.SettleBySqlAsync(settled);
        var refund = (await merchant.PostAsync($"/api/v1/payments/{settled}/refunds", new { amount = 100 })).Expect(201).Text("id");
        (await OperatorConsole.Of(gateway).RunAsync("merchants", "disable", $"{merchant.Id}")).ExpectDone();

        await gateway.StartWorkerAsync();

        await Eventually.BecomesTrueAsync(
            () => receiver.Of("refund.processed").Any(webhook => webhook.Body.Contains(refund, StringComparison.Ordinal))
                && receiver.Of("payment.success").Any(webhook => webhook.Body.Contains(pending, StringComparison.Ordinal)),
            "the payment and the refund are finished, and their webhooks delivered");
        using var shopper = gateway.NewClient();
        var shown = (await ApiAnswer.ReadAsync(await shopper.GetAsync($"/api/v1/payments/{pending}/public"))).Expect(200);
        Assert.Equal("success", shown.Text("status")); // the shopper who waits for it is told
    }

    private static async Task ReadToEndAsync(EventReader events)
    {
        while (await events.NextAsync() is not null)
        {
        }
    }

    private static async Task<CommandResult> RunAsync(Person person, string command) =>
        (await OperatorConsole.Of(person.Merchant.Gateway).RunAsync("merchants", command, person.Email)).ExpectDone();

    private static Task<ApiAnswer> OrdersAsync(Person person, ApiAnswer session) =>
        person.SendAsync(HttpMethod.Get, "/api/v1/orders", session.Text("token"));

    private static Task<ApiAnswer> SendPublicAsync(Person person, HttpMethod method, string path, object? body = null) =>
        person.SendAsync(method, path, body, _ => { });
}
