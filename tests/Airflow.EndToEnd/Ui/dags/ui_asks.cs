// Tasks that ask people: yes or no, one of several, any of several, and a form.
using Airflow;
using Airflow.Providers.Standard;

var asks = new Dag("ui_asks") { StartDate = new DateTime(2026, 1, 1), IsPausedUponCreation = false };
asks.Add(new ApprovalOperator("approve") { Subject = "May the prices go out?", Body = "They are **4 %** higher than yesterday." });
asks.Add(new HITLOperator("choose") { Subject = "Which shop first?", Options = ["north", "south", "west"], Defaults = ["south"] });
asks.Add(new HITLOperator("several") { Subject = "Which tables are loaded?", Options = ["orders", "items", "people"], Multiple = true });
asks.Add(new HITLEntryOperator("fill") { Subject = "Which amount was paid?", Params = new() { ["amount"] = new Param<int>(7) { Minimum = 1, Description = "In euros" } } });

return await DagFile.RunAsync(args);
