using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Configuration;

namespace Airflow.Cli.Commands.Config;

/// <summary>airflow config list.</summary>
internal sealed class ConfigListCommand : ICommand
{
    private static readonly Argument<string?> Color = Option.Choice("--color", "Whether to colour: on, off or auto.", ["on", "off", "auto"], "auto");
    private static readonly Argument<bool> CommentOut = Option.Flag("-c/--comment-out-everything", "Print every option as a comment.");
    private static readonly Argument<bool> Defaults = Option.Flag("-a/--defaults", "Print defaults with explanations, not what is set.");
    private static readonly Argument<bool> ExcludeProviders = Option.Flag("-p/--exclude-providers", "Leave out the options of providers.");
    private static readonly Argument<bool> HideSensitive = Option.Flag("--hide-sensitive", "Hide the values of sensitive options.");
    private static readonly Argument<bool> Descriptions = Option.Flag("-d/--include-descriptions", "Explain each option.");
    private static readonly Argument<bool> Variables = Option.Flag("-V/--include-env-vars", "Name the environment variable of each option.");
    private static readonly Argument<bool> Examples = Option.Flag("-e/--include-examples", "Accepted; examples are part of the explanations.");
    private static readonly Argument<bool> Sources = Option.Flag("-s/--include-sources", "Say where each value comes from.");
    private static readonly Argument<string?> Section = Option.Text("--section", "Print this section only.");
    private static readonly Argument<bool> ShowValues = Option.Flag("--show-values", "Print the values, which may be secrets.");

    public IReadOnlyList<Argument> Arguments { get; } =
    [
        Color, CommentOut, Defaults, ExcludeProviders, HideSensitive, Descriptions, Variables, Examples, Sources, Section, ShowValues, OutputFormat.Verbose(),
    ];

    public Task<int> RunAsync(CommandContext context)
    {
        if (!context.Get(ShowValues))
        {
            context.Error.Write("Values are hidden by default. Use `--show-values` to display them (may include sensitive data).\n");
        }

        var isDefaults = context.Get(Defaults);
        var text = new ConfigurationListing(context.Configuration, new ListingOptions
        {
            Section = context.Get(Section),
            ShowValues = context.Get(ShowValues),
            HideSensitive = context.Get(HideSensitive),
            CommentOut = isDefaults || context.Get(CommentOut),
            OnlyDefaults = isDefaults,
            WithDescriptions = isDefaults || context.Get(Descriptions),
            WithSources = !isDefaults && context.Get(Sources),
            WithVariables = isDefaults || context.Get(Variables),
            WithProviders = !context.Get(ExcludeProviders),
        }).Write();
        var isColored = context.Get(Color) switch
        {
            "on" => true,
            "off" => false,
            _ => context.Console.IsTerminal,
        };
        context.Out.Write((isColored ? IniColors.Apply(text) : text) + "\n");
        return Task.FromResult(0);
    }
}
