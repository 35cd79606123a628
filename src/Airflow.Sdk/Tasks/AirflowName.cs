using System.Text;

namespace Airflow;

/// <summary>Turns C# names into the names that Airflow uses for the same thing.</summary>
internal static class AirflowName
{
    /// <summary><c>BashCommand</c> becomes <c>bash_command</c>, <c>XMLPath</c> becomes <c>xml_path</c>.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i])
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord && name[i - 1] != '_')
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    public static string Of(TriggerRule rule) => Snake(rule.ToString());

    public static string Of(WeightRule rule) => Snake(rule.ToString());

    public static string Of(DagRunType type) => Snake(type.ToString());
}
