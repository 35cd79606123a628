using Airflow.Storage.Tests;
using Airflow.Storage.Tests.Sqlite;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

if (args is [WriterChild.Argument, var url])
{
    await WriterChild.RunAsync(url);
    return 0;
}

return args.Contains("-automated") || args.Contains("@@")
    ? await ConsoleRunner.Run(args)
    : await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
