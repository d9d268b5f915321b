using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Leaks;

/// <summary>Cards and secrets go through every route of a gateway that logs and traces all it can; then all of it is searched.</summary>
public sealed class KeepingSecrets(Servers servers)
{
    private const string Password = "a-password-to-be-kept-4711";
    private const string WrongPassword = "a-wrong-password-0815";
    private const string NewPassword = "another-password-to-be-kept-1729";
    private const string WrongCurrentPassword = "another-wrong-password-6174";
    private const string WebhookSecret = "whsec_to-be-kept-2718";

    private static readonly Dictionary<string, string?> Verbose = new[]
    {
        "Default", "Microsoft", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.Hosting.Lifetime", "System.Net.Http", "Npgsql",
    }.ToDictionary(category => $"Logging__LogLevel__{category}", _ => (string?)"Trace");

    [Fact]
    public async Task Nothing_that_must_be_kept_is_found_anywhere()
    {
        var remains = new Remains();
        await using var collector = await OtlpCollector.StartAsync(remains.Take);
        await using var receiver = await Receiver.StartAsync();
        await using var gateway = await Gateway.StartAsync(servers, new()
        {
            OwnProcesses = OwnProcesses.All,
            ProcessingDelay = 0,
            Log = remains.Hear,
            Extra = new Dictionary<string, string?>(Verbose.Concat(collector.Settings)),
        });
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);

        var answers = new ConcurrentQueue<string>();
        var secrets = await UseSecretsAsync(merchant, answers);
        await SendCardsAsync(merchant, answers);
        await Faults.Invariants.ComesToRestAsync(gateway, TimeSpan.FromSeconds(30));
        await Task.WhenAll(gateway.Apis.Concat(gateway.Workers).Select(process => process.StopAsync()));

        var places = new Dictionary<string, string>(await remains.CollectAsync(gateway))
        {
            ["answers"] = string.Join('\n', answers),
            ["webhooks"] = string.Join('\n', receiver.Received.Select(webhook => webhook.Body)),
        };
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", places.Select(place => $"{place.Key}: {place.Value.Length / 1024} kB")));
        Assert.All(places, place => Assert.True(place.Key == "Redis" || place.Value.Length > 1000, $"{place.Key} has next to nothing in it"));
        Assert.Contains("/api/v1/orders/", places["logs"], StringComparison.Ordinal); // control: addresses are logged
        Assert.Contains("[card?]", places["logs"], StringComparison.Ordinal); // control: and cards in them were seen
        Assert.Contains("[card?]", places["OTLP traces"], StringComparison.Ordinal);
        Assert.Contains(Canaries.InsideOfText[0], places["database"], StringComparison.Ordinal); // control: a merchant's own text
        Assert.All(places.Where(place => place.Key is not ("database" or "answers" or "webhooks")),
            place => Assert.All(Canaries.InsideOfText, number => Assert.DoesNotContain(number, place.Value, StringComparison.Ordinal)));
        var found = places.SelectMany(place => Canaries.FindIn(place.Value).Concat(secrets.Where(secret => place.Value.Contains(secret, StringComparison.Ordinal)))
            .Select(secret => $"{secret} in {place.Key}: {Around(place.Value, secret)}")).ToList();
        Assert.True(found.Count == 0, $"{found.Count}:\n{string.Join('\n', found.Take(30))}");
    }

    [Fact]
    public async Task Control_a_planted_card_code_or_secret_is_found()
    {
        await using var gateway = await Gateway.StartAsync(servers, new() { Workers = 0 });
        var merchant = await TestMerchant.CreateAsync(gateway);
        await merchant.CreateOrderAsync();

        await gateway.ExecuteAsync($"UPDATE orders SET receipt = {Canaries.Grouped(Canaries.Numbers[7], '-')}, notes = json_build_object('cvv', {Canaries.Codes[3]})");
        var remains = new Remains();
        remains.Hear($"card {Canaries.Malformed[2]}");
        var places = await remains.CollectAsync(gateway);

        Assert.Equal([Canaries.Grouped(Canaries.Numbers[7], '-'), Canaries.Codes[3]], Canaries.FindIn(places["database"]));
        Assert.Equal([Canaries.Malformed[2]], Canaries.FindIn(places["logs"]));
        Assert.Contains(TestMerchant.WebhookSecret, places["database"], StringComparison.Ordinal); // set by SQL, which stays as it is
    }

    /// <returns>All that was used and must not be found, in plain.</returns>
    private static async Task<List<string>> UseSecretsAsync(TestMerchant merchant, ConcurrentQueue<string> answers)
    {
        var email = await SetPasswordAsync(merchant);
        var wrong = await merchant.PostAsync("/api/v1/auth/login", new { email, password = WrongPassword });
        var session = (await merchant.PostAsync("/api/v1/auth/login", new { email, password = Password })).Expect(200);
        var renewed = (await merchant.PostAsync("/api/v1/auth/refresh", new { refresh_token = session.Text("refresh_token") })).Expect(200);
        (await merchant.PatchAsync("/api/v1/merchant/webhook", new { webhook_secret = WebhookSecret }, "secret-once")).Expect(200);
        (await merchant.PatchAsync("/api/v1/merchant/webhook", new { webhook_secret = WebhookSecret }, "secret-once")).Expect(200);
        await merchant.PaidAsync(); // signed with it
        var regenerated = (await merchant.PostAsync("/api/v1/merchant/webhook/regenerate")).Expect(200);
        await merchant.PaidAsync();
        var bad = await merchant.PatchAsync("/api/v1/merchant/webhook", new { webhook_secret = WebhookSecret + " with a space" });
        using var rotate = new HttpRequestMessage(HttpMethod.Post, "/api/v1/merchant/keys/rotate") { Content = JsonContent.Create(new { overlap_seconds = 3600 }) };
        rotate.Headers.Authorization = new("Bearer", renewed.Text("token"));
        var rotated = (await ApiAnswer.ReadAsync(await merchant.Gateway.Api.SendAsync(rotate))).Expect(200);
        var refused = await ChangePasswordAsync(merchant, renewed.Text("token"), WrongCurrentPassword);
        (await ChangePasswordAsync(merchant, renewed.Text("token"), Password)).Expect(204);
        foreach (var answer in new[] { wrong, bad, refused, await merchant.GetAsync("/api/v1/payments"), await merchant.GetAsync("/api/v1/webhooks?limit=100") })
        {
            answers.Enqueue(answer.Body);
        }

        return
        [
            Password, WrongPassword, NewPassword, WrongCurrentPassword, WebhookSecret, merchant.Credentials.Secret, session.Text("token"), session.Text("refresh_token"), renewed.Text("token"),
            renewed.Text("refresh_token"), regenerated.Text("webhook_secret"), rotated.Text("api_secret"),
            Convert.ToBase64String(Encoding.ASCII.GetBytes($"{merchant.Credentials.Key}:{merchant.Credentials.Secret}")), "a master key that is only for tests",
        ];
    }

    private static async Task<ApiAnswer> ChangePasswordAsync(TestMerchant merchant, string token, string currentPassword)
    {
        using var change = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/password")
        {
            Content = JsonContent.Create(new { current_password = currentPassword, new_password = NewPassword }),
        };
        change.Headers.Authorization = new("Bearer", token);
        return await ApiAnswer.ReadAsync(await merchant.Gateway.Api.SendAsync(change));
    }

    private static async Task SendCardsAsync(TestMerchant merchant, ConcurrentQueue<string> answers)
    {
        var paid = await merchant.PaidAsync();
        await Parallel.ForEachAsync(CardRequests.All(paid), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (card, cancel) =>
        {
            var answer = await Eventually.GetAsync(
                () => SendCardAsync(merchant, card, answers), seen => (int)seen.Status != 503, "the gateway is not too busy for it");
            Assert.True(card.MayBeTaken ? (int)answer.Status < 500 : (int)answer.Status is >= 400 and < 500, $"{card.What}: {answer}");
        });
        answers.Enqueue((await merchant.GetAsync("/api/v1/payments?limit=100")).Expect(200).Body);
        answers.Enqueue((await merchant.GetAsync("/api/v1/orders?limit=100")).Expect(200).Body);
    }

    private static async Task<ApiAnswer> SendCardAsync(TestMerchant merchant, CardRequests.Card card, ConcurrentQueue<string> answers)
    {
        using var request = card.Make(card.NeedsOrder ? await merchant.CreateOrderAsync() : "");
        var answer = await ApiAnswer.ReadAsync(await merchant.Http.SendAsync(request));
        answers.Enqueue($"{answer} {string.Join(' ', answer.Response.Headers.Select(header => $"{header.Key}: {string.Join(',', header.Value)}"))}");
        return answer;
    }

    private static async Task<string> SetPasswordAsync(TestMerchant merchant)
    {
        await using var db = merchant.Gateway.OpenDb();
        var row = await db.Merchants.SingleAsync(m => m.Id == merchant.Id);
        row.PasswordHash = MerchantPasswords.Hash(row, Password);
        row.SignWebhooksWith(null); // the one that tests set by SQL
        await db.SaveChangesAsync();
        return row.Email;
    }

    private static string Around(string text, string secret)
    {
        var at = text.IndexOf(secret, StringComparison.Ordinal);
        return text[Math.Max(0, at - 160)..Math.Min(text.Length, at + secret.Length + 60)].ReplaceLineEndings(" ");
    }
}
