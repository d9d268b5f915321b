using Microsoft.AspNetCore.Components;
using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Sessions;

namespace PaymentGateway.Dashboard.Components.Pages;

public partial class Login
{
    private const string Home = "/dashboard";

    private TestMerchant? _sandbox;
    private bool _hasFailed;
    private string? _fault;

    [Inject]
    private GatewayClient Gateway { get; set; } = null!;

    [Inject]
    private MerchantSessions Sessions { get; set; } = null!;

    [Inject]
    private LogOut LogOut { get; set; } = null!;

    [Inject]
    private CurrentSession Current { get; set; } = null!;

    [Inject]
    private SandboxProbe Sandbox { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "login")]
    private LogInInput? Input { get; set; }

    /// <summary>Where the person was on the way to.</summary>
    [SupplyParameterFromQuery]
    private string? Back { get; set; }

    [SupplyParameterFromQuery]
    private string? Ended { get; set; }

    private string Destination => IsLocal(Back) ? Back! : Home;

    private string? Email => Input?.Email ?? OutdatedLogInForms.EmailIn(Http);

    private string? Notice => _fault ?? (Ended is null ? null : "You have been logged out. Log in again to continue.");

    protected override async Task OnInitializedAsync()
    {
        if (Current.Session is not null && HttpMethods.IsGet(Http.Request.Method))
        {
            Navigation.NavigateTo(Destination);
            return;
        }

        if (OutdatedLogInForms.EmailIn(Http) is not null)
        {
            _hasFailed = true;
            _fault = "This form has expired. Enter your password again.";
            Http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        _sandbox = await Sandbox.FindAsync(Http.RequestAborted);
    }

    private Task LogInAsync() => SignInAsync(Input?.Email, Input?.Password);

    private Task EnterSandboxAsync() => SignInAsync(_sandbox?.Email, SandboxProbe.Password);

    private async Task SignInAsync(string? email, string? password)
    {
        var answer = string.IsNullOrWhiteSpace(email) || string.IsNullOrEmpty(password)
            ? new Problem(StatusCodes.Status400BadRequest, "", "Enter your email and password.", null, null, null)
            : await Gateway.LogInAsync(email, password, Http.Connection.RemoteIpAddress, Http.RequestAborted);
        if (answer.Value is not { } issued)
        {
            _hasFailed = true;
            _fault = Explain(answer.Problem!);
            Http.Response.StatusCode = answer.Problem!.Status is 0 ? StatusCodes.Status503ServiceUnavailable : answer.Problem.Status;
            return;
        }

        // Whoever was logged in on this browser before is not any more.
        if (Current.Session is { } previous)
        {
            await LogOut.EndAsync(previous, Http);
        }

        await SessionCookie.SetAsync(Http, Sessions.Start(issued));
        Navigation.NavigateTo(Destination);
    }

    private static string Explain(Problem problem) => problem.Status switch
    {
        StatusCodes.Status401Unauthorized => "Incorrect email or password.",
        StatusCodes.Status429TooManyRequests => $"Too many failed attempts. Try again in {Wait(problem.RetryAfter)}.",
        0 => "Can't reach the gateway. Try again in a moment.",
        _ => problem.Description,
    };

    private static string Wait(TimeSpan? wait) => wait switch
    {
        null => "a moment",
        { TotalSeconds: <= 60 } => "a minute",
        { } longer => $"{Math.Ceiling(longer.TotalMinutes)} minutes",
    };

    // A page of ours: one slash, and no way round it to another host.
    private static bool IsLocal(string? path) =>
        path is { Length: > 0 } && path[0] == '/' && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(char.IsControl)
        && !path.StartsWith("/login", StringComparison.Ordinal);

    /// <summary>A class: a record's ToString would print the password.</summary>
    private sealed class LogInInput
    {
        public string? Email { get; set; }

        public string? Password { get; set; }
    }
}
