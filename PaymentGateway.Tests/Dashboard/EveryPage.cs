namespace PaymentGateway.Tests.Dashboard;

/// <summary>Each page of the dashboard but the lists and what they lead to.</summary>
public sealed class EveryPage(RunningDashboard running) : InspectedPages(running)
{
    public static TheoryData<string> All => new(PageStates.Pages);

    [Theory]
    [MemberData(nameof(All))]
    public Task Is_accessible_fits_the_screen_and_shows_the_focus(string state) => InspectAsync(state);
}
