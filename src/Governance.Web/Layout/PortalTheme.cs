using MudBlazor;

namespace Governance.Web.Layout;

/// <summary>The portal's theme for MudBlazor. The values are those of tokens.css; a test compares the two.</summary>
internal static class PortalTheme
{
    private static readonly string[] Font =
    [
        "Inter",
        "system-ui",
        "-apple-system",
        "Segoe UI",
        "Roboto",
        "Helvetica Neue",
        "Arial",
        "sans-serif",
    ];

    public static MudTheme Theme { get; } =
        new()
        {
            PaletteLight = new PaletteLight
            {
                Primary = "#0f766e",
                PrimaryContrastText = "#ffffff",
                Secondary = "#59616c",
                Tertiary = "#0072b2",
                Info = "#0072b2",
                Success = "#0f766e",
                Warning = "#8a5a00",
                Error = "#b42318",
                Dark = "#1a1f26",
                Black = "#1a1f26",
                Background = "#ffffff",
                BackgroundGray = "#f5f6f8",
                Surface = "#ffffff",
                TextPrimary = "#1a1f26",
                TextSecondary = "#59616c",
                TextDisabled = "#8a919c",
                ActionDefault = "#59616c",
                ActionDisabled = "#8a919c",
                ActionDisabledBackground = "#eceef1",
                Divider = "#e1e4e8",
                DividerLight = "#e1e4e8",
                LinesDefault = "#e1e4e8",
                LinesInputs = "#8a919c",
                TableLines = "#e1e4e8",
                TableHover = "#f5f6f8",
                TableStriped = "#f5f6f8",
                AppbarBackground = "#ffffff",
                AppbarText = "#1a1f26",
                DrawerBackground = "#ffffff",
                DrawerText = "#1a1f26",
                DrawerIcon = "#59616c",
                HoverOpacity = 0.06,
            },
            PaletteDark = new PaletteDark
            {
                Primary = "#2dd4bf",
                PrimaryContrastText = "#06201d",
                Secondary = "#a5aeb9",
                Tertiary = "#4aa8e0",
                Info = "#4aa8e0",
                Success = "#2dd4bf",
                Warning = "#f5c15c",
                Error = "#ff8a80",
                Dark = "#e6e9ed",
                DarkContrastText = "#12161b",
                ErrorContrastText = "#12161b",
                WarningContrastText = "#12161b",
                SuccessContrastText = "#06201d",
                InfoContrastText = "#12161b",
                Black = "#12161b",
                Background = "#12161b",
                BackgroundGray = "#1c2229",
                Surface = "#161b21",
                TextPrimary = "#e6e9ed",
                TextSecondary = "#a5aeb9",
                TextDisabled = "#7d8794",
                ActionDefault = "#a5aeb9",
                ActionDisabled = "#7d8794",
                ActionDisabledBackground = "#262d36",
                Divider = "#2d353f",
                DividerLight = "#2d353f",
                LinesDefault = "#2d353f",
                LinesInputs = "#7d8794",
                TableLines = "#2d353f",
                TableHover = "#1c2229",
                TableStriped = "#1c2229",
                AppbarBackground = "#161b21",
                AppbarText = "#e6e9ed",
                DrawerBackground = "#161b21",
                DrawerText = "#e6e9ed",
                DrawerIcon = "#a5aeb9",
                HoverOpacity = 0.08,
            },
            LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", AppbarHeight = "52px" },
            Typography = Scale(),
            Shadows = OneElevation(),
        };

    private static Typography Scale() =>
        new()
        {
            Default = new DefaultTypography
            {
                FontFamily = Font,
                FontSize = "0.875rem",
                LineHeight = "1.45",
                LetterSpacing = "normal",
            },
            H1 = new H1Typography
            {
                FontFamily = Font,
                FontSize = "1.75rem",
                FontWeight = "600",
                LineHeight = "1.25",
                LetterSpacing = "-0.01em",
            },
            H2 = new H2Typography
            {
                FontFamily = Font,
                FontSize = "1.25rem",
                FontWeight = "600",
                LineHeight = "1.25",
                LetterSpacing = "-0.01em",
            },
            H3 = new H3Typography
            {
                FontFamily = Font,
                FontSize = "1rem",
                FontWeight = "600",
                LineHeight = "1.25",
                LetterSpacing = "-0.01em",
            },
            H6 = new H6Typography
            {
                FontFamily = Font,
                FontSize = "1rem",
                FontWeight = "600",
                LineHeight = "1.25",
                LetterSpacing = "-0.01em",
            },
            Body1 = new Body1Typography
            {
                FontFamily = Font,
                FontSize = "0.875rem",
                LineHeight = "1.45",
                LetterSpacing = "normal",
            },
            Body2 = new Body2Typography
            {
                FontFamily = Font,
                FontSize = "0.875rem",
                LineHeight = "1.45",
                LetterSpacing = "normal",
            },
            Caption = new CaptionTypography
            {
                FontFamily = Font,
                FontSize = "0.75rem",
                LineHeight = "1.45",
                LetterSpacing = "normal",
            },
            Button = new ButtonTypography
            {
                FontFamily = Font,
                FontSize = "0.875rem",
                FontWeight = "500",
                LineHeight = "1.45",
                LetterSpacing = "normal",
                TextTransform = "none",
            },
        };

    /// <summary>MudBlazor has 26 elevations; the portal uses two, flat and raised.</summary>
    private static Shadow OneElevation() => new() { Elevation = ["none", .. Enumerable.Repeat("var(--shadow)", 25)] };
}
