namespace Airflow.Engine.Configuration;

/// <summary>Rewrites airflow.cfg with the names and values of this release; comments and everything else stay.</summary>
public sealed class ConfigurationUpdate(IniFile file, Func<OptionName, bool> isWanted, bool withRecommendations)
{
    private readonly List<string> _changes = [];

    /// <summary>What was changed, one sentence each.</summary>
    public IReadOnlyList<string> Changes => _changes;

    /// <summary>The new text.</summary>
    public string Apply(string text)
    {
        var lines = new IniLines(text);
        foreach (var option in ObsoleteOptionTable.Instance.Options.Where(IsDue))
        {
            Change(lines, option);
        }

        foreach (var value in ObsoleteValue.All.Where(IsDue))
        {
            lines.SetValue(value.Option, value.Successor ?? "");
            _changes.Add($"[Recommended] Updated default value of '{PathOf(value.Option)}' from '{value.Text}' to '{value.Successor}'.");
        }

        return lines.ToString();
    }

    private static string PathOf(OptionName name) => $"{name.Section}/{name.Key}";

    private void Change(IniLines lines, ObsoleteOption option)
    {
        var prefix = IsStillRead(option) ? "[Recommended]" : "[BREAKING]";
        if (option.Successor is not { } successor)
        {
            lines.Remove(option.Name);
            _changes.Add($"{prefix} Removed '{PathOf(option.Name)}' from configuration.");
        }
        else if (file.TryGetRaw(successor.Section, successor.Key, out _))
        {
            lines.Remove(option.Name);
            _changes.Add($"{prefix} Removed '{PathOf(option.Name)}' from configuration: '{PathOf(successor)}' is set, too.");
        }
        else
        {
            lines.Move(option.Name, successor);
            _changes.Add($"{prefix} Renamed '{PathOf(option.Name)}' to '{PathOf(successor)}'.");
        }
    }

    // an entry that is not read any more changes what the installation does; one under a former name does not
    private bool IsDue(ObsoleteOption option) =>
        isWanted(option.Name)
        && (withRecommendations || !IsStillRead(option))
        && file.KeysOf(option.Name.Section).Contains(option.Name.Key, StringComparer.Ordinal)
        && file.TryGetRaw(option.Name.Section, option.Name.Key, out var value)
        && (option.OnlyWithText is null || value.Contains(option.OnlyWithText, StringComparison.Ordinal));

    private bool IsDue(ObsoleteValue value) =>
        withRecommendations
        && value.Successor is not null
        && isWanted(value.Option)
        && file.TryGetRaw(value.Option.Section, value.Option.Key, out var text)
        && string.Equals(text, value.Text, StringComparison.Ordinal);

    private static bool IsStillRead(ObsoleteOption option) => OptionTable.Instance.TryFindByFormerName(option.Name, out _);
}
