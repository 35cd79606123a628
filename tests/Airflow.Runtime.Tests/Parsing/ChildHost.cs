using Airflow.Runtime.Parsing;

namespace Airflow.Runtime.Tests.Parsing;

/// <summary>The program that stands for <c>airflow parse-child</c>.</summary>
internal static class ChildHost
{
    public static ParseChildOptions Options { get; } = new() { Command = ["dotnet", Find()] };

    private static string Find()
    {
        // artifacts/bin/<project>/<configuration>/
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var path = Path.Combine(own.Parent!.Parent!.FullName, "Airflow.ParseChildHost", own.Name, "Airflow.ParseChildHost.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException("Build tests/Airflow.ParseChildHost first.", path);
    }
}
