using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Airflow.Providers.Common.Sql;

/// <summary>SQL to execute: one text (<c>Sql = "…"</c>), or several (<c>Sql = ["…", "…"]</c>), each with templates.</summary>
[JsonConverter(typeof(SqlTextJsonConverter))]
[CollectionBuilder(typeof(SqlText), nameof(Create))]
public sealed class SqlText : IReadOnlyList<Template>, ITemplateValue
{
    private readonly Template[] _parts;

    private SqlText(Template[] parts) => _parts = parts;

    /// <inheritdoc/>
    public int Count => _parts.Length;

    /// <inheritdoc/>
    public Template this[int index] => _parts[index];

    /// <summary>Several texts, executed one after the other.</summary>
    /// <param name="parts">The texts.</param>
    /// <returns>All of them.</returns>
    public static SqlText Create(ReadOnlySpan<Template> parts) => new(parts.ToArray());

    /// <summary>One text, or the name of a <c>.sql</c> file beside the DAG file.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator SqlText(string text) => FromString(text);

    /// <summary>One text.</summary>
    /// <param name="template">The text.</param>
    public static implicit operator SqlText(Template template) => FromTemplate(template);

    /// <summary>One text, or the name of a <c>.sql</c> file beside the DAG file.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The SQL.</returns>
    public static SqlText FromString(string text) => new([text]);

    /// <summary>One text.</summary>
    /// <param name="template">The text.</param>
    /// <returns>The SQL.</returns>
    public static SqlText FromTemplate(Template template) => new([template]);

    object? ITemplateValue.Plain => _parts.Length == 1 ? _parts[0] : _parts;

    /// <inheritdoc/>
    public IEnumerator<Template> GetEnumerator() => ((IEnumerable<Template>)_parts).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
