using System.Text.RegularExpressions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>What browsers are told about every page.</summary>
[Collection(nameof(GuardedDashboard))]
public sealed partial class PageHeaders(GuardedDashboard running)
{
    private static readonly string[] Pages =
    [
        "/login", "/dashboard", "/dashboard/transactions", "/dashboard/transactions/pay_0123456789abcdef", "/dashboard/webhooks",
        "/dashboard/webhooks/0192f0c1-0000-7000-8000-000000000000", "/dashboard/docs", "/error", "/no/such/page", "/logout",
        "/dashboard/transactions.csv",
    ];

    [Fact]
    public async Task Scripts_run_by_the_nonce_of_one_answer_and_nothing_frames_the_page()
    {
        using var visitor = await running.LoggedInAsync();
        using var stranger = running.NewVisitor();
        foreach (var path in Pages)
        {
            foreach (var page in new[] { await visitor.GetAsync(path), await stranger.GetAsync(path) })
            {
                var policy = PolicyOf(page);
                var script = Assert.Single(policy["script-src"]);
                Assert.Matches("^'nonce-[A-Za-z0-9+/]{24}'$", script);
                Assert.Equal(["'none'"], policy["default-src"]);
                Assert.Equal(["'none'"], policy["object-src"]);
                Assert.Equal(["'none'"], policy["frame-ancestors"]);
                Assert.Equal(["'self'"], policy["base-uri"]);
                Assert.Equal(["'self'"], policy["style-src"]);
                Assert.Equal(["'self'"], policy["img-src"]);
                Assert.Equal(["'self'"], policy["form-action"]);
                Assert.All(Scripts().Matches(page.Body), tag => Assert.Contains($"nonce=\"{script[7..^1]}\"", tag.Value, StringComparison.Ordinal));
                Assert.DoesNotMatch(InlineHandler(), page.Body);
            }
        }
    }

    [Fact]
    public async Task Every_answer_has_a_nonce_of_its_own()
    {
        using var visitor = running.NewVisitor();
        var nonces = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 10; i++)
        {
            nonces.Add(Assert.Single(PolicyOf(await visitor.GetAsync("/login"))["script-src"]));
        }

        Assert.Equal(10, nonces.Count);
    }

    [Fact]
    public async Task Nothing_of_a_page_is_kept_guessed_or_told_to_others()
    {
        using var visitor = await running.LoggedInAsync();
        foreach (var path in Pages)
        {
            var page = await visitor.GetAsync(path);
            Assert.Contains("no-store", page.Header("Cache-Control"), StringComparison.Ordinal);
            Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));
            Assert.Equal("same-origin", page.Header("Referrer-Policy"));
            Assert.Equal("same-origin", page.Header("Cross-Origin-Opener-Policy"));
            Assert.Equal("same-origin", page.Header("Cross-Origin-Resource-Policy"));
            Assert.Null(page.Header("Server"));
        }
    }

    [Fact]
    public async Task Scripts_and_styles_are_kept()
    {
        using var visitor = running.NewVisitor();
        var script = Scripts().Match((await visitor.GetAsync("/login")).Body).Groups["address"].Value;

        var answer = await visitor.GetAsync("/" + script);

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("no-store", answer.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
    }

    [Fact]
    public async Task Once_seen_over_https_the_host_is_https_for_a_year()
    {
        using var secure = running.NewVisitor(overHttps: true);
        using var plain = running.NewVisitor();

        Assert.Equal("max-age=31536000; includeSubDomains", (await secure.GetAsync("/login")).Header("Strict-Transport-Security"));
        Assert.Null((await plain.GetAsync("/login")).Header("Strict-Transport-Security"));
    }

    // The framework adds a policy of its own against framing; browsers obey both.
    private static Dictionary<string, string[]> PolicyOf(Visitor.Page page) => page.Header("Content-Security-Policy")!.Split(", ")
        .Single(policy => policy.Contains("script-src", StringComparison.Ordinal))
        .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(directive => directive.Split(' ')).ToDictionary(words => words[0], words => words[1..]);

    [GeneratedRegex("<script\\b[^>]*src=\"(?<address>[^\"]*)\"[^>]*>|<script\\b[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Scripts();

    [GeneratedRegex(@"<[a-z][^>]*\son[a-z]+\s*=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InlineHandler();
}
