//! SupervisionFeedService: what has happened, for the services that follow.

use contract::supervision::v1 as proto;
use contract::supervision::v1::supervision_feed_service_server::SupervisionFeedService;

use super::FEED;

feed::serve!(SupervisionFeedService, proto, FEED);
