using System.Text;

namespace Airflow.Server.Api.Config;

#pragma warning disable MA0049 // the schema of Airflow's document has this name
/// <summary>The configuration, or a part of it.</summary>
internal sealed record Config(IReadOnlyList<ConfigSection> Sections)
{
    /// <summary>In the form of airflow.cfg.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var section in Sections)
        {
            text.Append(text.Length == 0 ? "" : "\n").Append('[').Append(section.Name).Append("]\n");
            foreach (var option in section.Options)
            {
                text.Append(option.Key).Append(" = ").Append(option.Value).Append('\n');
            }
        }

        return text.ToString();
    }
}
#pragma warning restore MA0049
