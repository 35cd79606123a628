using System.Text.Json.Serialization;

namespace Airflow;

/// <summary>Value of a template field: a Jinja text, or a C# function of the context. A plain text is a template without anything to fill in.</summary>
[JsonConverter(typeof(TemplateJsonConverter))]
public sealed class Template
{
    private readonly string? _text;
    private readonly Func<TaskContext, ValueTask<string>>? _function;

    private Template(string? text, Func<TaskContext, ValueTask<string>>? function)
    {
        _text = text;
        _function = function;
    }

    /// <summary>The text, rendered once the task runs; <see langword="null"/> for a C# function that was not yet called.</summary>
    public string? Text => _text;

    /// <summary>Fills the field by a C# function, called before every try.</summary>
    /// <param name="function">Gives the text.</param>
    /// <returns>The template.</returns>
    public static Template From(Func<TaskContext, string> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new Template(null, context => ValueTask.FromResult(function(context)));
    }

    /// <summary>Fills the field by an asynchronous C# function, called before every try.</summary>
    /// <param name="function">Gives the text.</param>
    /// <returns>The template.</returns>
    public static Template From(Func<TaskContext, Task<string>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new Template(null, async context => await function(context));
    }

    /// <summary>Fills the field with what another task left, or with the element of a mapped group: a text as it is, anything else as JSON.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="input">The value; the task that it is from comes before the one with the field.</param>
    /// <returns>The template.</returns>
    public static Template From<T>(ITaskOutput<T> input) =>
        From(input, value => value as string ?? XComJson.ToElement(value, typeof(T)).GetRawText());

    /// <summary>Fills the field by a C# function of what another task left, or of the element of a mapped group.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="input">The value; the task that it is from comes before the one with the field.</param>
    /// <param name="function">Gives the text.</param>
    /// <returns>The template.</returns>
    public static Template From<T>(ITaskOutput<T> input, Func<T, string> function)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(function);
        return new Template(null, async context => function((T)(await TaskInputs.ReadAsync(context, input, typeof(T)))!)) { Output = input };
    }

    /// <summary>A Jinja text.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator Template(string text) => FromString(text);

    /// <summary>A Jinja text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The template.</returns>
    public static Template FromString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Template(text, null);
    }

    /// <summary>The text, rendered once the task runs.</summary>
    /// <returns>The text; for a C# function that was not called yet, a note that it is one.</returns>
    public override string ToString() => _text ?? "<C# template>";

    /// <summary>The value that the function takes.</summary>
    internal ITaskOutput? Output { get; private init; }

    internal Func<TaskContext, ValueTask<string>>? Function => _function;
}
