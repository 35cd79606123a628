namespace Airflow.Engine.Templates;

/// <summary>The arguments of a call as they stand in the template.</summary>
internal readonly struct CallArguments(object?[] positional, KeyValuePair<string, object?>[] named, Frame frame)
{
    public object?[] Positional => positional;

    public KeyValuePair<string, object?>[] Named => named;

    public Frame Frame => frame;

    public CallArguments Prepend(object? first) => new([first, .. positional], named, frame);

    public static CallArguments Of(Frame frame, params object?[] positional) => new(positional, [], frame);
}
