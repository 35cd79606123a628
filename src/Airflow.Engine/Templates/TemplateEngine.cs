using System.Collections;
using System.Collections.Concurrent;

namespace Airflow.Engine.Templates;

/// <summary>Compiles Jinja templates, each text once, and renders them. Safe to share between threads.</summary>
public sealed class TemplateEngine(TimeProvider time)
{
    private const int MaxCachedTemplates = 2048;
    private const int MaxCachedLength = 256 * 1024;
    private const int MaxFieldDepth = 100;

    private readonly ConcurrentDictionary<string, Template> _cache = new(StringComparer.Ordinal);

    internal TimeProvider Time => time;

    /// <summary>Compiles a template.</summary>
    /// <exception cref="TemplateException">The text is no template.</exception>
    public Template Compile(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_cache.TryGetValue(text, out var cached))
        {
            return cached;
        }

        var template = new Template(this, StatementCompiler.Compile(text, FilterRegistry.BuiltIn));
        if (text.Length <= MaxCachedLength)
        {
            // crude, but a bound: templates are few, and compiling them again costs little
            if (_cache.Count >= MaxCachedTemplates)
            {
                _cache.Clear();
            }

            _cache[text] = template;
        }

        return template;
    }

    /// <summary>
    /// Renders a template field: all texts in it, wherever they stand in lists and dictionaries; everything else stays as it is.
    /// </summary>
    /// <exception cref="TemplateException">A template fails, exceeds its limits, or names a file that is not there.</exception>
    public object? RenderField(object? value, TemplateScope scope, FieldOptions options, CancellationToken cancellationToken) =>
        Walk(value, text => TemplateValues.ToPlain(RenderText(text, scope, options, cancellationToken)), 0);

    /// <summary>Renders one text of a field to a template value.</summary>
    internal object? RenderText(string text, TemplateScope scope, FieldOptions options, CancellationToken cancellationToken)
    {
        if (options.FileExtensions.Any(extension => text.EndsWith(extension, StringComparison.Ordinal)))
        {
            text = scope.Load(text) ?? throw new TemplateException(TemplateErrorKind.TemplateNotFound, $"there is no template file '{text}' in the search path");
        }

        return Template.Run(this, CompileText(text, scope), scope, options.Native, cancellationToken);
    }

    /// <summary>Compiles a template that may use the filters of the scope.</summary>
    internal CompiledTemplate CompileText(string text, TemplateScope scope) =>
        scope.Filters is null ? Compile(text).Compiled : StatementCompiler.Compile(text, scope.Filters);

    private static object? Walk(object? value, Func<string, object?> render, int depth)
    {
        if (depth > MaxFieldDepth)
        {
            throw new TemplateException(TemplateErrorKind.RecursionError, "a template field is nested too deeply");
        }

        switch (value)
        {
            case string text:
                return render(text);
            case IDictionary map:
                var rendered = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
                foreach (DictionaryEntry entry in map)
                {
                    rendered[entry.Key.ToString() ?? ""] = Walk(entry.Value, render, depth + 1);
                }

                return rendered;
            case IList or IReadOnlyCollection<string>:
                return ((IEnumerable)value).Cast<object?>().Select(item => Walk(item, render, depth + 1)).ToList();
            default:
                return value;
        }
    }
}
