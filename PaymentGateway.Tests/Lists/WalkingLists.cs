using System.Text.Json;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Lists;

/// <summary>A list is walked with <c>starting_after</c>; rows that are inserted on the way move nothing.</summary>
public sealed class WalkingLists(Servers servers)
{
    private const int Rows = 23;
    private const int PageSize = 5;

    public static TheoryData<string> Lists => ["orders", "payments", "refunds", "refunds of a payment", "webhooks"];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_walk_sees_every_row_once_while_rows_are_inserted(string list)
    {
        var rows = await ListedRows.CreateAsync(servers, list, Rows);

        var seen = await WalkAsync(rows, last => last is null ? "" : $"&starting_after={last}");

        Assert.Equal(rows.Ids, seen.Where(rows.Ids.Contains));
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_walk_by_offset_sees_rows_twice_while_rows_are_inserted(string list)
    {
        var rows = await ListedRows.CreateAsync(servers, list, Rows);
        var offset = 0;

        var seen = await WalkAsync(rows, last => last is null ? "" : $"&offset={offset += PageSize}");

        Assert.NotEqual(seen.Count, seen.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Ids_that_are_not_in_the_list_are_refused(string list)
    {
        var (rows, others) = (await ListedRows.CreateAsync(servers, list, 2), await ListedRows.CreateAsync(servers, list, 1));
        string[] unknown = [others.Ids[0], rows.Ids[0] + "x", "nonsense", "order_none", Guid.NewGuid().ToString(), rows.Ids[0].ToUpperInvariant() + "%00", "%27--"];

        foreach (var id in unknown)
        {
            ExpectFault(await rows.GetAsync($"?starting_after={id}"), "starting_after");
        }

        ExpectFault(await rows.GetAsync($"?starting_after={rows.Ids[0]}&offset=0"), "starting_after");
        ExpectFault(await rows.GetAsync($"?starting_after={rows.Ids[0]}&offset=1"), "starting_after");
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task The_last_page_says_that_there_is_no_more(string list)
    {
        var rows = await ListedRows.CreateAsync(servers, list, 3);

        var (second, third, none) = (await PageAsync(0), await PageAsync(1), await PageAsync(2));

        Assert.True(second.GetProperty("has_more").GetBoolean());
        Assert.False(third.GetProperty("has_more").GetBoolean());
        Assert.Equal((0, false), (none.GetProperty("data").GetArrayLength(), none.GetProperty("has_more").GetBoolean()));
        Assert.Equal(rows.Ids[1], second.GetProperty("data")[0].GetProperty("id").GetString());
        Assert.Equal(rows.Total, second.GetProperty("total").GetInt32());

        async Task<JsonElement> PageAsync(int after) =>
            (await rows.GetAsync($"?limit=1&starting_after={rows.Ids[after]}")).Expect(200).Json;
    }

    [Fact]
    public async Task A_row_that_has_left_the_filter_still_marks_the_place()
    {
        var merchant = await servers.NewMerchantAsync();
        var older = await merchant.PayAsync("delay.60000@sim");
        var newer = await merchant.PaidAsync();

        var page = (await merchant.GetAsync($"/api/v1/payments?status=pending&starting_after={newer}")).Expect(200).Json;

        Assert.Equal(older, Assert.Single(page.GetProperty("data").EnumerateArray()).GetProperty("id").GetString());
    }

    private static async Task<List<string>> WalkAsync(ListedRows rows, Func<string?, string> next)
    {
        var (seen, last, hasMore) = (new List<string>(), (string?)null, true);
        while (hasMore)
        {
            var page = (await rows.GetAsync($"?limit={PageSize}{next(last)}")).Expect(200).Json;
            seen.AddRange(page.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("id").GetString()!));
            (last, hasMore) = (seen[^1], page.GetProperty("has_more").GetBoolean());
            Assert.True(seen.Count < 20 * Rows, "The walk does not end.");
            await rows.InsertAsync(2);
        }

        return seen;
    }

    private static void ExpectFault(ApiAnswer answer, string field)
    {
        answer.ExpectError(400, "BAD_REQUEST_ERROR");
        Assert.Equal(field, answer.Json.GetProperty("error").GetProperty("field").GetString());
    }
}
