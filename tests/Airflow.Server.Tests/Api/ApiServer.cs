using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Airflow.Engine.Configuration;
using Airflow.Engine.Connections;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Authoring;
using Airflow.Engine.Execution;
using Airflow.Engine.Execution.Tokens;
using Airflow.Engine.Explaining;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Secrets;
using Airflow.Engine.Users;
using Airflow.Engine.Variables;
using Airflow.Server.Api;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Events;
using Airflow.Server.Logs;
using Airflow.Server.Observability;
using Airflow.Server.Tests.Api.Deploying;
using Airflow.Server.Tests.Api.Ui;
using Airflow.Server.Tests.Api.Workers;
using Airflow.Server.Users;
using Airflow.Storage;

namespace Airflow.Server.Tests.Api;

/// <summary>A real api-server on a free port, with a database of its own and a user for each role whose password is his name.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    public const string Secret = "a secret of this test that is long enough to sign with, sixty-four bytes";

    private readonly string folder;
    private readonly WebServer server;
    private readonly PrometheusMetrics metrics = new("airflow", new MetricFilter("", ""));

    private ApiServer(string folder, AirflowStores stores, IReadOnlyDictionary<string, string> settings)
    {
        this.folder = folder;
        Stores = stores;
        Grids = new CountingGrids(stores.Grids);
        var configuration = new AirflowConfiguration(new ConfigurationInputs
        {
            Home = folder,
            FilePath = Path.Combine(folder, "airflow.cfg"),
            Environment = new Dictionary<string, string>(settings, StringComparer.Ordinal) { ["AIRFLOW__CORE__FERNET_KEY"] = "" },
        });
        Events = new EventHub(stores.Changes, stores.Workers, Clock);
        Users = new StoredUsers(stores.Users, new IdentityPasswordHasher(), Clock);
        server = new WebServer(
            new WebServerOptions { Host = IPAddress.Loopback.ToString(), Port = 0 },
            stores.Database,
            stores.Jobs,
            Clock,
            Log,
            new WebServerParts { Api = Services(stores, configuration) });
    }

    public ManualClock Clock { get; } = new();

    /// <summary>What was logged.</summary>
    public LogLines Log { get; } = new();

    public AirflowStores Stores { get; }

    public CountingGrids Grids { get; }

    public EventHub Events { get; }

    /// <summary>What was to be deployed.</summary>
    public NotedDeployer Deployer { get; } = new();

    /// <summary>What workers were told.</summary>
    public ToldWorkers Workers { get; } = new();

    /// <summary>Where the logs of tries lie.</summary>
    public string LogFolder => folder;

    /// <summary>The database, for another process.</summary>
    public string Url => UrlOf(folder);

    public IUserDirectory Users { get; }

    public TokenAuthority Authority => new(new TokenOptions { Secret = Encoding.UTF8.GetBytes(Secret), Audiences = ["apache-airflow"] }, Clock);

    public Uri Address => server.Address;

    /// <summary>Follows no redirect and keeps no cookie.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) });

    public static async Task<ApiServer> StartAsync(params (string Name, string Value)[] settings)
    {
        var home = Directory.CreateTempSubdirectory("airflow-api-").FullName;
        var stores = AirflowDatabase.Open(UrlOf(home));
        await stores.Database.MigrateAsync(CancellationToken.None);
        await BuiltInRoles.EnsureAsync(stores.Users, CancellationToken.None);
        var made = new ApiServer(home, stores, settings.ToDictionary(static one => one.Name, static one => one.Value, StringComparer.Ordinal));
        foreach (var role in new[] { "Admin", "Op", "User", "Viewer" })
        {
            await made.AddUserAsync(role.ToLowerInvariant(), role);
        }

        await made.server.StartAsync(CancellationToken.None);
        return made;
    }

    /// <summary>Stores a DAG as the dag-processor does.</summary>
    public async Task SaveDagAsync(Dag dag)
    {
        var document = DagSerializer.Serialize(dag, new DagSource { FileLocation = $"/dags/{dag.DagId}.cs", RelativeFileLocation = $"{dag.DagId}.cs", DagsFolder = "/dags" });
        var record = new DagRecord { DagId = dag.DagId, FileLocation = document.Fileloc, RelativeFileLocation = $"{dag.DagId}.cs", BundleName = "dags-folder", Tags = [.. dag.Tags], Owners = "air_flow" };
        var parsed = new ParsedDag { Dag = record, Data = Encoding.UTF8.GetString(DagSerialization.Write(document)), DagHash = DagHash.Compute(document) };
        await Stores.Dags.SaveAsync(
            [new ParsedFile { BundleName = "dags-folder", RelativePath = $"{dag.DagId}.cs", ParsedAt = Clock.GetUtcNow(), Dags = [parsed] }], CancellationToken.None);
    }

    /// <summary>A user whose password is his name.</summary>
    public Task AddUserAsync(string name, params string[] roles) => Stores.Users.AddAsync(
        new User
        {
            Username = name, FirstName = name, LastName = name, Email = $"{name}@example.com", PasswordHash = new IdentityPasswordHasher().Hash(name), Roles = roles,
        },
        CancellationToken.None);

    /// <summary>A token, as from a login.</summary>
    public async Task<string> TokenOfAsync(string name)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/auth/token", null, new { username = name, password = name });
        return $"{JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]}";
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, object? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(Address, path)) { Content = body is null ? null : body as HttpContent ?? JsonContent.Create(body) };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Only the status.</summary>
    public async Task<int> StatusAsync(HttpMethod method, string path, string? token, object? body = null, params (string Name, string Value)[] headers)
    {
        using var answer = await SendAsync(method, path, token, body, headers);
        return (int)answer.StatusCode;
    }

    public async Task<JsonNode> JsonAsync(HttpMethod method, string path, string? token, object? body = null)
    {
        using var answer = await SendAsync(method, path, token, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await server.StopAsync(CancellationToken.None);
        await server.DisposeAsync();
        await Events.DisposeAsync();
        metrics.Dispose();
        await Stores.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static string UrlOf(string home) => $"sqlite:///{Path.Combine(home, "airflow.db")}";

    private ApiServices Services(AirflowStores stores, AirflowConfiguration configuration)
    {
        var sources = new SecretSources(new Dictionary<string, string>(StringComparer.Ordinal));
        var cipher = FernetCipher.FromKeys("", Clock);
        return new ApiServices
        {
            Stores = stores.Scheduling,
            Listings = stores.Listings,
            Resources = new TaskResources(stores.Dags, stores.Assets, stores.AssetStates, stores.TaskStates, stores.HumanInput),
            Variables = new VariableCatalog(stores.Variables, cipher, sources),
            Connections = new ConnectionCatalog(stores.Connections, cipher, sources),
            ConnectionTests = stores.ConnectionTests,
            ConnectionTester = new NoConnections(),
            Masker = new SecretMasker(MaskingOptions.Of(configuration)),
            Versions = new DagVersionCache(stores.Dags),
            Favorites = stores.Favorites,
            Explain = new ExplainOptions { UsesQueues = true },
            WorkerControl = Workers,
            Deployer = Deployer,
            Metrics = metrics,
            Logs = new TryLogs(
                new TryLogsOptions { Folder = folder, Hostname = "here", Secret = "files", WorkerSecret = "files" }, stores.Workers, null, Client, Clock),
            ParseRequests = stores.ParseRequests,
            RunCounts = stores.RunCounts,
            HumanAnswers = stores.HumanAnswers,
            Backfills = stores.Backfills,
            AssetEvents = stores.AssetEvents,
            StateEditor = stores.StateEditor,
            Grids = Grids,
            Users = stores.Users,
            Audit = stores.AuditLog,
            Configuration = configuration,
            Auth = Users,
            Tokens = new UserTokens(Authority, TimeSpan.FromDays(1), TimeSpan.FromHours(1)),
            AccessTokens = stores.AccessTokens,
            Throttle = new LoginThrottle(Clock),
            Revoked = stores.RevokedTokens,
            Wake = new WakeSender(folder),
            Events = Events,
            Clock = Clock,
            SecretKey = "files",
        };
    }
}
