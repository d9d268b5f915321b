using System.Text;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Core;

/// <summary>The brief's receiver signs <c>JSON.stringify</c> of what it parsed, so a body must be what that would print.</summary>
public sealed class WebhookBodyTests
{
    private const int CharactersOfABody = 256;

    private const string Check = """
        const [bodies, texts] = process.argv.slice(1).map(file => require('fs').readFileSync(file, 'utf8').split('\n'));
        let wrong = 0;
        for (const [line, body] of bodies.entries()) {
          const parsed = JSON.parse(body);
          const isWhole = parsed.data.refund.reason === JSON.parse(texts[line]);
          if (JSON.stringify(parsed) !== body || !isWhole) wrong++;
        }
        console.log(`${bodies.length} bodies, ${wrong} wrong`);
        """;

    [Fact]
    public async Task Node_prints_every_character_of_the_basic_plane_as_we_do()
    {
        var all = Enumerable.Range(0, 0x10000).Where(point => point is < 0xD800 or > 0xDFFF).Select(point => (char)point);

        var answer = await AskNodeAsync([.. all.Chunk(CharactersOfABody).Select(chunk => new string(chunk))]);

        Assert.Equal("248 bodies, 0 wrong", answer);
    }

    [Fact]
    public async Task Node_prints_emoji_and_other_planes_as_we_do()
    {
        var samples = Enumerable.Range(0x10000, 0x100000).Where(point => point is < 0x20000 or > 0x10FF00 || point % 97 == 0);
        string[] texts =
        [
            "👩‍👩‍👧‍👦 🇮🇳 👍🏽 ₹ é", "\"quoted\" 'n <b>&amp;</b> a/b a\\b", "\u2028 \u2029 \u007f \u00a0 \ufeff \0 \u001f \b\t\n\f\r",
            .. samples.Chunk(CharactersOfABody).Select(chunk => string.Concat(chunk.Select(char.ConvertFromUtf32))),
        ];

        var answer = await AskNodeAsync(texts);

        Assert.Equal($"{texts.Length} bodies, 0 wrong", answer);
    }

    [Theory]
    [InlineData("\ud83d")]
    [InlineData("a\udc4db")]
    [InlineData("\udc4d\ud83d")]
    public async Task A_torn_emoji_still_makes_a_body_that_node_prints_alike(string torn)
    {
        var body = WebhookEvents.RefundCreated(SampleEvents.Refund(torn), SampleEvents.Now).Body;

        var isAlike = await Node.RunAsync(
            "const b = Buffer.from(process.argv[1], 'base64').toString(); console.log(JSON.stringify(JSON.parse(b)) === b)",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(body!)));

        Assert.Equal("true", isAlike);
    }

    // Node reads the expected text from ASCII alone, so a fault of the file's encoding cannot hide one of the writer's.
    private static async Task<string> AskNodeAsync(IReadOnlyCollection<string> reasons)
    {
        using var folder = new TestFolder();
        var (bodies, texts) = (folder.Child("bodies"), folder.Child("texts"));
        await File.WriteAllTextAsync(bodies, string.Join('\n', reasons.Select(reason =>
            WebhookEvents.RefundCreated(SampleEvents.Refund(reason), SampleEvents.Now).Body)));
        await File.WriteAllTextAsync(texts, string.Join('\n', reasons.Select(reason =>
            $"\"{string.Concat(reason.Select(unit => $"\\u{(int)unit:x4}"))}\"")));
        return await Node.RunAsync(Check, bodies, texts);
    }
}
