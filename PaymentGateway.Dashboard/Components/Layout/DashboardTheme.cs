using MudBlazor;

namespace PaymentGateway.Dashboard.Components.Layout;

/// <summary>The colours of tokens.css for the component library. All text meets a contrast of 4.5 : 1.</summary>
internal static class DashboardTheme
{
    private static readonly string[] SystemFonts =
        ["ui-sans-serif", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Helvetica Neue", "Arial", "sans-serif"];

    public static readonly MudTheme Theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#4f46e5",
            Success = "#15803d",
            Error = "#b91c1c",
            Warning = "#b45309",
            Info = "#0369a1",
            TextPrimary = "#0f172a",
            TextSecondary = "#475569",
            Background = "#f6f8fb",
            Surface = "#ffffff",
            Divider = "#e2e8f0",
            LinesDefault = "#e2e8f0",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#a5b4fc",
            PrimaryContrastText = "#0b1120",
            Success = "#4ade80",
            SuccessContrastText = "#0b1120",
            Error = "#fca5a5",
            ErrorContrastText = "#0b1120",
            Warning = "#fbbf24",
            WarningContrastText = "#0b1120",
            Info = "#7dd3fc",
            InfoContrastText = "#0b1120",
            TextPrimary = "#e6ebf5",
            TextSecondary = "#a9b6cc",
            Background = "#0b1120",
            Surface = "#121b2e",
            Divider = "#24304a",
            LinesDefault = "#24304a",
        },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = SystemFonts } },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px" },
    };
}
