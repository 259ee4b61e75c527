// The allowed contents of a generated dashboard, in Grafana's published types. Grafana accepts any options for any
// panel and ignores unknown ones; here a panel has exactly the options of its type.
import * as dashboard from "@grafana/schema/dist/types/raw/dashboard/x/types.gen";
import * as stateTimeline from "@grafana/schema/dist/types/raw/composable/statetimeline/panelcfg/x/types.gen";
import * as table from "@grafana/schema/dist/types/raw/composable/table/panelcfg/x/types.gen";
import * as timeSeries from "@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/types.gen";

// A Prometheus query; the package has no type for it.
interface Query {
  refId: string;
  datasource: dashboard.DataSourceRef;
  editorMode: "code";
  expr: string;
  legendFormat: string;
  exemplar: boolean;
  range: boolean;
  instant: boolean;
  format: "table" | "time_series";
}

type Described = Required<Pick<dashboard.Panel, "id" | "title" | "description" | "gridPos" | "datasource">>;

type Panel<Type extends string, Options, Style> = Described &
  Pick<dashboard.Panel, "transformations"> & {
    type: Type;
    options: Options;
    fieldConfig: {
      defaults: Omit<dashboard.FieldConfig, "custom" | "unit"> & { custom: Style; unit: string };
      overrides: [];
    };
    targets: Query[];
  };

export type Frame = Omit<dashboard.Dashboard, "panels"> & { panels: unknown[] };
export type Row = dashboard.RowPanel;
export type StateTimeline = Panel<"state-timeline", stateTimeline.Options, stateTimeline.FieldConfig>;
export type Table = Panel<"table", Omit<table.Options, "frameIndex">, Partial<table.FieldConfig>>;
export type TimeSeries = Panel<"timeseries", timeSeries.Options, timeSeries.FieldConfig>;
