namespace Airflow.Engine.Dags.Processing;

/// <summary>All .airflowignore lines that hold in a folder: those of the folders above it first, its own last; the last match decides.</summary>
public sealed class IgnoreRules
{
    public const string FileName = ".airflowignore";

    private readonly IgnoreRule[] _rules;
    private readonly IgnoreSyntax _syntax;

    private IgnoreRules(IgnoreRule[] rules, IgnoreSyntax syntax) => (_rules, _syntax) = (rules, syntax);

    /// <summary>No rules yet.</summary>
    public static IgnoreRules None(IgnoreSyntax syntax) => new([], syntax);

    /// <summary>These rules and those of the lines of a file in a folder, which is relative to the bundle and ends with a slash or is empty.</summary>
    public IgnoreRules With(IEnumerable<string> lines, string folder) =>
        new([.. _rules, .. lines.Select(line => IgnoreRule.Parse(line, folder, _syntax)).OfType<IgnoreRule>()], _syntax);

    /// <summary>Whether a path of the bundle is ignored.</summary>
    public bool Ignores(string path, bool isFolder)
    {
        var subject = isFolder && _syntax == IgnoreSyntax.Glob ? path + "/" : path;
        var ignored = false;
        foreach (var rule in _rules)
        {
            if (rule.Ignores != ignored && rule.Matches(subject))
            {
                ignored = rule.Ignores;
            }
        }

        return ignored;
    }
}
