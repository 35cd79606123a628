namespace Airflow;

/// <summary>How the elements of sequences become the arguments of a C# function.</summary>
internal static class MappedFunctions
{
    private const string Unnamed = "item";

    /// <param name="source">What the function is called with, one after the other.</param>
    /// <param name="name">What the argument is called where Airflow's tools show it.</param>
    public static MappedArguments Over<T>(ExpandSource source, string name = Unnamed) =>
        new(ExpandInput.Over(new ExpandArgument(name, source)), (elements, taskId) => [XComJson.Read<T>(elements[0], taskId, name)]);

    public static MappedArguments Product<TFirst, TSecond>(ExpandSource first, ExpandSource second) => new(
        ExpandInput.Over(new ExpandArgument("first", first), new ExpandArgument("second", second)),
        static (elements, taskId) => [XComJson.Read<TFirst>(elements[0], taskId, "first"), XComJson.Read<TSecond>(elements[1], taskId, "second")]);

    public static MappedArguments Zip<TFirst, TSecond>(ExpandSource first, ExpandSource second) => new(
        ExpandInput.Over(new ExpandArgument("pair", new ZipSource([first, second]))),
        static (elements, taskId) => [XComJson.Read<TFirst>(elements[0][0], taskId, "first"), XComJson.Read<TSecond>(elements[0][1], taskId, "second")]);

    /// <summary>What the author calls a parameter of his function, counted from the end; one without a name of letters is an item.</summary>
    public static string NameOf(Delegate function, int fromEnd) =>
        function.Method.GetParameters() is var parameters && parameters.Length >= fromEnd && parameters[^fromEnd].Name is { Length: > 0 } name && char.IsLetter(name[0])
            ? AirflowName.Snake(name)
            : Unnamed;
}
