namespace Airflow.Cli.Parsing;

/// <summary>An argument whose value is a <typeparamref name="T"/>.</summary>
internal sealed class Argument<T>(Func<IReadOnlyList<string>, T> convert, T defaultValue) : Argument
{
    public override object? DefaultValue => defaultValue;

    public override object? Convert(IReadOnlyList<string> words) => convert(words);
}
