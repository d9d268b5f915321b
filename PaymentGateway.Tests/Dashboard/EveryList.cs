namespace PaymentGateway.Tests.Dashboard;

/// <summary>Each list, with something in it and without.</summary>
public sealed class EveryList(RunningDashboard running) : InspectedPages(running)
{
    public static TheoryData<string> All => new(PageStates.Lists);

    [Theory]
    [MemberData(nameof(All))]
    public Task Is_accessible_fits_the_screen_and_shows_the_focus(string state) => InspectAsync(state);
}
