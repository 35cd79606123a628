namespace Airflow;

/// <summary>How the elements of sequences become the arguments of a C# function.</summary>
internal static class MappedFunctions
{
    public static MappedArguments Over<T>(ExpandSource source) => new(
        ExpandInput.Over(new ExpandArgument("item", source)),
        static (elements, taskId) => [XComJson.Read<T>(elements[0], taskId, "item")]);

    public static MappedArguments Product<TFirst, TSecond>(ExpandSource first, ExpandSource second) => new(
        ExpandInput.Over(new ExpandArgument("first", first), new ExpandArgument("second", second)),
        static (elements, taskId) => [XComJson.Read<TFirst>(elements[0], taskId, "first"), XComJson.Read<TSecond>(elements[1], taskId, "second")]);

    public static MappedArguments Zip<TFirst, TSecond>(ExpandSource first, ExpandSource second) => new(
        ExpandInput.Over(new ExpandArgument("pair", new ZipSource([first, second]))),
        static (elements, taskId) => [XComJson.Read<TFirst>(elements[0][0], taskId, "first"), XComJson.Read<TSecond>(elements[0][1], taskId, "second")]);
}
