using System.Security;
using Airflow.Engine.Connections;
using Airflow.Engine.Users;
using Airflow.Server.Users;
using Airflow.Storage;

namespace Airflow.Cli.Roles;

/// <summary>What a first start puts into AIRFLOW_HOME beside airflow.cfg and the database: the DAG folder and an admin.</summary>
internal static class NewHome
{
    /// <summary>Makes the DAG folder with build properties that let a DAG file find the SDK in dotnet run and in editors.</summary>
    public static void PrepareDagsFolder(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "Directory.Build.props");
        if (!File.Exists(path))
        {
            File.WriteAllText(path, BuildProperties(AppContext.BaseDirectory));
        }
    }

    /// <summary>The same where the folder may be somebody else's; false when it cannot be written, which only dotnet run and editors miss.</summary>
    public static bool TryPrepareDagsFolder(string folder)
    {
        try
        {
            PrepareDagsFolder(folder);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>An admin with a generated password when there is no user at all; returns the password, or null.</summary>
    public static async Task<string?> CreateAdminAsync(AirflowStores stores, TimeProvider clock, CancellationToken cancellationToken)
    {
        if ((await stores.Users.ListAsync(cancellationToken)).Count > 0)
        {
            return null;
        }

        var password = RandomPassword.New();
        var admin = new User
        {
            Username = "admin",
            FirstName = "Admin",
            LastName = "User",
            Email = "admin@example.com",
            PasswordHash = new IdentityPasswordHasher().Hash(password),
            Roles = [BuiltInRoles.Admin],
            CreatedAt = clock.GetUtcNow(),
        };
        return await stores.Users.AddAsync(admin, cancellationToken) ? password : null;
    }

    /// <summary>The connection that the examples use, to a file in the home; nothing when somebody made it already.</summary>
    public static Task AddExampleConnectionAsync(ConnectionCatalog connections, string home, CancellationToken cancellationToken) => connections.AddAsync(
        new Airflow.Engine.Connections.Connection { ConnId = "sqlite_default", ConnType = "sqlite", Host = Path.Combine(home, "sqlite_default.db") }, cancellationToken);

    private static string BuildProperties(string library)
    {
        var folder = SecurityElement.Escape(library.TrimEnd('/'));
        return $"""
            <Project>
              <!-- Lets a DAG file be run with "dotnet run FILE.cs" and edited with completion. Written by Airflow.NET; yours to change. -->
              <PropertyGroup>
                <AirflowLibrary Condition="'$(AirflowLibrary)' == ''">{folder}</AirflowLibrary>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <PublishAot>false</PublishAot>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="$(AirflowLibrary)/Airflow.Sdk.dll" />
                <Reference Include="$(AirflowLibrary)/Airflow.Providers.dll" />
                <Reference Include="$(AirflowLibrary)/Airflow.Testing.dll" />
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <None Include="$(AirflowLibrary)/runtimes/**" LinkBase="runtimes" CopyToOutputDirectory="PreserveNewest" Visible="false" />
                <Using Include="Airflow" />
                <Using Include="Microsoft.Extensions.Logging" />
              </ItemGroup>
            </Project>

            """;
    }
}
