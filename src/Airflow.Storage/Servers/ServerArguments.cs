namespace Airflow.Storage.Servers;

/// <summary>The values of a statement's parameters by name.</summary>
internal static class ServerArguments
{
    public static object? Find(string name, (string Name, object? Value)[] arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Name == name)
            {
                return argument.Value;
            }
        }

        throw new ArgumentException($"The parameter @{name} has no argument.", nameof(arguments));
    }
}
