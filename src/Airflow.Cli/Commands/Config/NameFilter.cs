using Airflow.Cli.Parsing;
using Airflow.Engine.Configuration;

namespace Airflow.Cli.Commands.Config;

/// <summary>The options that choose sections and keys to look at.</summary>
internal sealed class NameFilter(string verb)
{
    private readonly Argument<string[]?> _ignoreOptions = Option.Names("--ignore-option", $"Keys not to {verb}, separated by commas.");
    private readonly Argument<string[]?> _ignoreSections = Option.Names("--ignore-section", $"Sections not to {verb}, separated by commas.");
    private readonly Argument<string[]?> _options = Option.Names("--option", $"Keys to {verb}, separated by commas.");
    private readonly Argument<string[]?> _sections = Option.Names("--section", $"Sections to {verb}, separated by commas.");

    public IReadOnlyList<Argument> Arguments => [_ignoreOptions, _ignoreSections, _options, _sections];

    public bool Wants(CommandContext context, OptionName name) =>
        context.Get(_sections)?.Contains(name.Section, StringComparer.OrdinalIgnoreCase) != false
        && context.Get(_options)?.Contains(name.Key, StringComparer.OrdinalIgnoreCase) != false
        && context.Get(_ignoreSections)?.Contains(name.Section, StringComparer.OrdinalIgnoreCase) != true
        && context.Get(_ignoreOptions)?.Contains(name.Key, StringComparer.OrdinalIgnoreCase) != true;

    /// <summary>What is left out, in two lines.</summary>
    public string Describe(CommandContext context) =>
        $"Ignored sections: {string.Join(", ", context.Get(_ignoreSections) ?? [])}\nIgnored options: {string.Join(", ", context.Get(_ignoreOptions) ?? [])}\n";
}
